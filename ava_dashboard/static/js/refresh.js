// A page with <main data-refresh="30"> fetches itself every 30 s and takes over what changed in <main>.
// Scroll, focus, open details and typed text stay. It waits while the tab is hidden, while someone pressed Pause, and
// while a form has unsaved changes. An unchanged page answers 304 and costs nothing here.
(() => {
  const main = document.querySelector("main[data-refresh]");
  if (!main) return;
  const interval = Number(main.dataset.refresh) * 1000;
  const announcer = document.querySelector("[data-refresh-announcer]");
  const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: document.documentElement.dataset.zone });
  const timeNow = () => clock.format(new Date());

  let shownTag = null; // the ETag of what is shown
  let lastAttempt = Date.now();
  let pausedSince = "";
  let failedSince = "";
  let fetching = false;

  const unsaved = (field) => {
    if (field.disabled || field.type === "hidden") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.localName === "select") {
      const chosenByServer = [...field.options].findIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(chosenByServer, 0);
    }
    return field.value !== field.defaultValue;
  };
  const held = () => [...main.querySelectorAll("input, select, textarea")].some(unsaved);

  // The server writes the freshness line and a hidden Pause button; this puts our own state on top, in the page or in
  // an answer that is about to be taken over.
  const decorate = (root) => {
    const button = root.querySelector("[data-refresh-pause]");
    if (button) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(Boolean(pausedSince)));
    }
    const line = root.querySelector("[data-freshness]");
    if (!line) return;
    const text = line.querySelector("[data-freshness-text]");
    line.dataset.serverText ??= text.textContent;
    line.dataset.serverClass ??= line.className;
    line.className = line.dataset.serverClass;
    if (pausedSince) {
      text.textContent = line.dataset.pausedText.replace("{time}", pausedSince);
      line.classList.add("freshness--paused");
    } else if (failedSince) {
      text.textContent = line.dataset.failedText.replace("{time}", failedSince);
      line.classList.add("freshness--stale");
    } else if (held()) {
      text.textContent = line.dataset.heldText;
      line.classList.add("freshness--paused");
    } else {
      text.textContent = line.dataset.serverText;
    }
  };

  const fail = () => {
    if (failedSince) return;
    failedSince = timeNow();
    decorate(main);
    const line = main.querySelector("[data-freshness]");
    if (line) announcer.textContent = line.dataset.failedText.replace("{time}", failedSince);
  };

  const succeed = () => {
    failedSince = "";
    announcer.textContent = "";
    decorate(main);
  };

  const takeOver = (fresh) => {
    decorate(fresh);
    Idiomorph.morph(main, fresh.innerHTML, {
      morphStyle: "innerHTML",
      ignoreActiveValue: true,
      callbacks: {
        beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details"),
      },
    });
  };

  const refresh = async () => {
    lastAttempt = Date.now();
    fetching = true;
    try {
      const answer = await fetch(location.href, {
        cache: "no-cache",
        headers: { "X-Requested-With": "refresh" },
        signal: AbortSignal.timeout(interval),
      });
      if (answer.redirected || (answer.status >= 400 && answer.status < 500 && answer.status !== 429)) {
        location.reload(); // signed out, or no longer allowed: let the browser show it
        return;
      }
      const tag = answer.headers.get("ETag");
      if (answer.ok && tag && tag === shownTag) {
        succeed();
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("main#main");
      // Our own "unavailable" page replaces figures that are past their limit; a proxy's error page does not.
      if (!fresh || !(answer.ok || answer.status === 503)) {
        fail();
        return;
      }
      if (pausedSince || held()) return;
      failedSince = "";
      takeOver(fresh);
      shownTag = answer.ok ? tag : null;
      succeed();
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      fail();
    } finally {
      fetching = false;
    }
  };

  const due = () => Date.now() - lastAttempt >= interval;
  const tick = () => {
    if (document.hidden || pausedSince || fetching || !due()) return;
    if (held()) {
      decorate(main);
      return;
    }
    refresh();
  };

  main.addEventListener("click", (event) => {
    if (!event.target.closest("[data-refresh-pause]")) return;
    pausedSince = pausedSince ? "" : timeNow();
    decorate(main);
    tick();
  });
  main.addEventListener("change", () => decorate(main));
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, 1000);
  decorate(main);
})();
