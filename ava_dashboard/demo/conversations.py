# ruff: noqa: E501 - sentences are easier to read and to translate in one piece
"""What farmers and the assistant write to each other, in four languages, and the drafts that wait.

Times are told as days before today and a share of that day, so that nothing lies in the future.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal["user", "system", "agronomist"]


@dataclass(frozen=True)
class Conversation:
    """Turns of one farm. `share` (0 to 0.9) is how far the day has gone when it begins."""

    farm: str
    days_ago: int
    share: float
    turns: tuple[tuple[Role, str], ...]


@dataclass(frozen=True)
class Draft:
    """A farmer's question and the answer that the assistant drafted for it."""

    farm: str
    days_ago: int
    share: float
    question: str
    text: str
    status: Literal["pending", "approved", "rejected"] = "pending"
    requires_consultation: bool = False


CONVERSATIONS = (
    # Croatian
    Conversation(
        "zelenbreg",
        0,
        0.32,
        (
            ("user", "Dobro jutro! Vidi li se kakva kiša na Velikoj njivi do kraja tjedna?"),
            (
                "system",
                "Dobro jutro, Domagoj. Za Veliku njivu do petka nema kiše iznad 1 mm. Noći su svježe, a vjetar slab.",
            ),
            ("user", "Odlično, onda stignem sve po planu. Hvala!"),
        ),
    ),
    Conversation(
        "povrtic",
        0,
        0.58,
        (
            ("user", "Zapišite molim: jutros zalijevanje u plastenicima 1-4, dva sata."),
            ("system", "Zapisano: natapanje, plastenici 1-4 (0,45 ha), danas, 2 sata."),
        ),
    ),
    Conversation(
        "mandaric",
        1,
        0.25,
        (
            ("user", "Koliko mi je još ostalo Plavogora na skladištu?"),
            ("system", "Prema vašim zapisima na skladištu je 8 kg Plavogora 50 WG, kupljenog ove godine."),
        ),
    ),
    Conversation(
        "ravnic",
        2,
        0.4,
        (
            ("user", "Stigli su rezultati analize tla za Dugu tablu. Možete pogledati?"),
            (
                "system",
                "Vidim ih: pH je blago kiseo, fosfora ima dovoljno, kalija malo manje. Za sljedeći usjev preporučujem umjerenu gnojidbu kalijem.",
            ),
            ("user", "A kalcizacija?"),
            ("system", "Još nije nužna. Ponovimo analizu za četiri godine pa odlučimo."),
        ),
    ),
    Conversation(
        "jabucar",
        4,
        0.5,
        (
            ("user", "Mreža nad novim nasadom je poderana na dva mjesta. Kome da se javim?"),
            (
                "agronomist",
                "Štefice, javite se osiguranju prije popravka i slikajte oba mjesta. Ja ću zabilježiti datum.",
            ),
            ("user", "Slikala sam, hvala vam."),
        ),
    ),
    Conversation(
        "podlozic",
        6,
        0.2,
        (
            ("user", "Kada najranije mogu početi s rezidbom terana?"),
            (
                "system",
                "Kad loza potpuno odbaci list i prođu jači mrazevi. U vašem kraju je to najčešće od sredine siječnja.",
            ),
        ),
    ),
    Conversation(
        "livadic",
        9,
        0.1,
        (
            ("user", "Koliko bala je lani bilo s Donje livade?"),
            ("system", "Zapisano je 212 bala u tri otkosa, oko 17 bala po hektaru."),
            ("user", "Slabo. Treba li dosijati?"),
            (
                "system",
                "Ako je više od petine površine prazno, dosijavanje se isplati. Pošaljite sliku pa ćemo procijeniti.",
            ),
        ),
    ),
    Conversation(
        "batatic",
        12,
        0.65,
        (
            ("user", "Smijem li u ekološkoj proizvodnji koristiti kompost od susjeda?"),
            (
                "system",
                "Smijete ako susjed ima potvrdu o podrijetlu, a kontrolno tijelo ga odobri. Pitanje sam proslijedila agronomu.",
            ),
            ("agronomist", "Hrvoje, pošaljite mi potvrdu pa ćemo zajedno ispuniti obrazac."),
        ),
    ),
    Conversation(
        "zelenbreg",
        17,
        0.7,
        (
            ("user", "Koji mi je plodored za Ritove sljedeće godine?"),
            ("system", "U planu je kukuruz nakon soje, 12,40 ha. Sjeme još nije upisano na skladište."),
        ),
    ),
    Conversation(
        "povrtic",
        23,
        0.35,
        (
            ("user", "Luk mi trune u hrpi. Što radim krivo?"),
            (
                "system",
                "Najčešći je uzrok vlaga. Luk dobro osušite, složite ga u niske sanduke i provjetravajte na suhom mjestu.",
            ),
            ("user", "Hvala, premjestit ću ga u šupu."),
        ),
    ),
    Conversation(
        "mandaric",
        31,
        0.45,
        (
            ("user", "Radnici pitaju smije li se u nasad dan nakon prskanja."),
            (
                "system",
                "Ulazak je dopušten kad se sredstvo potpuno osuši, uz rukavice i duge rukave. Radna karenca piše na uputi.",
            ),
        ),
    ),
    Conversation(
        "ravnic",
        44,
        0.3,
        (
            ("user", "Upišite žetvu na Šarkanju, 3,2 t/ha."),
            ("system", "Upisano: žetva, Šarkanj (11,30 ha), ukupno oko 36 t."),
        ),
    ),
    Conversation(
        "jabucar",
        58,
        0.6,
        (
            ("user", "Ajdared je ove godine krupan, ali ima dosta mrlja."),
            (
                "system",
                "Pošaljite sliku tri ploda izbliza. Mrlje mogu biti od mraza, kalcija ili krastavosti.",
            ),
            ("user", "Poslano!"),
            (
                "agronomist",
                "Vidim gorke pjege, dakle manjak kalcija u plodu. Dogodine ćemo ranije krenuti s folijarnim kalcijem.",
            ),
        ),
    ),
    # Slovene
    Conversation(
        "travnicar",
        0,
        0.2,
        (
            ("user", "Dobro jutro, ali bo danes suho? Rad bi prevozil bale."),
            (
                "system",
                "Dobro jutro, Matjaž. Do večera ni napovedanih padavin, popoldne bo pihal šibek veter.",
            ),
        ),
    ),
    Conversation(
        "trtnik",
        3,
        0.4,
        (
            ("user", "Koliko bakra sem letos že porabila na Gornji brajdi?"),
            (
                "system",
                "Po vaših zapisih 2,1 kg bakra na hektar v treh škropljenjih. Letno povprečje sme biti 4 kg na hektar.",
            ),
            ("user", "Super, hvala."),
        ),
    ),
    Conversation(
        "ajdovec",
        7,
        0.55,
        (
            ("user", "Zanima me, ali se ajda splača tudi naslednje leto."),
            (
                "system",
                "Pri vaši lanski količini in ceni je prihodek primerljiv z ječmenom, stroški pa so nižji. Lahko pripravim primerjavo.",
            ),
            ("user", "Prosim."),
        ),
    ),
    Conversation(
        "travnicar",
        21,
        0.5,
        (
            ("user", "Na Senožetih se širi ščavje."),
            (
                "system",
                "Pri ekstenzivnem pašniku najprej svetujem ročno izkopavanje in košnjo pred semenitvijo. Pošljite sliko, da ocenimo obseg.",
            ),
            ("agronomist", "Matjaž, oglasim se prihodnji teden in si ogledam travnik."),
        ),
    ),
    Conversation(
        "trtnik",
        37,
        0.3,
        (
            ("user", "Vpišite trgatev: zelen, 5,8 tone."),
            ("system", "Vpisano: trgatev, Gornja brajda (2,75 ha), 5,8 t oziroma 2,1 t/ha."),
        ),
    ),
    Conversation(
        "ajdovec",
        63,
        0.25,
        (
            ("user", "Ali moram vzorec tal vzeti pred gnojenjem ali po njem?"),
            ("system", "Pred gnojenjem, z globine 0–25 cm, in sicer s 15 do 20 mest na njivi."),
        ),
    ),
    # Bulgarian
    Conversation(
        "mangov",
        0,
        0.4,
        (
            ("user", "Добро утро! Колко градуса беше нощес в оранжерията край Петрич?"),
            (
                "system",
                "Добро утро, Огняне. Най-ниската отчетена температура е 14,2 °C, над прага от 12 °C за манго.",
            ),
            ("user", "Чудесно, отоплението работи."),
        ),
    ),
    Conversation(
        "mangov",
        2,
        0.5,
        (
            ("user", "Листата на младите дръвчета манго жълтеят по края."),
            (
                "system",
                "Това често е недостиг на калий или солена вода. Изпратете снимка и последния анализ на почвата.",
            ),
            ("user", "Изпратих ги."),
            (
                "agronomist",
                "Огняне, водата е малко солена. Поливайте по-рядко и по-обилно, за да се промие почвата.",
            ),
        ),
    ),
    Conversation(
        "klasov",
        5,
        0.35,
        (
            ("user", "Кога изтича срокът за подаване на дневника?"),
            (
                "system",
                "Вашият дневник е попълнен до края на миналия месец. Остават две пръскания без посочена площ.",
            ),
            ("user", "Ще ги допълня довечера."),
        ),
    ),
    Conversation(
        "piperkov",
        8,
        0.15,
        (
            ("user", "Колко вода на ден за пипера при капково?"),
            (
                "system",
                "При вашата почва започнете с 3–4 литра на квадратен метър и проверявайте влагата на 20 см.",
            ),
        ),
    ),
    Conversation(
        "piperkov",
        27,
        0.6,
        (
            ("user", "Запишете бране на домати, 640 кг."),
            ("system", "Записано: бране, Големите оранжерии (0,90 ха), 640 кг."),
        ),
    ),
    Conversation(
        "mangov",
        48,
        0.3,
        (
            ("user", "Първите плодове от терасите са готови! 310 кг."),
            ("system", "Поздравления! Записах бране: Терасите над Сандански (1,45 ха), 310 кг манго."),
        ),
    ),
    # English
    Conversation(
        "mosswillow",
        1,
        0.55,
        (
            ("user", "The river meadow is under water again. Anything I should do?"),
            (
                "system",
                "Keep stock and machines off until the water is gone and the soil carries you. I noted the flood with today's date.",
            ),
            ("user", "Grand, thanks."),
        ),
    ),
    Conversation(
        "tarka",
        5,
        0.7,
        (
            ("user", "How many cuts of lucerne did we record this year?"),
            ("system", "Four cuts on By the willow, 8.6 t/ha of hay in all. Last year it was three."),
        ),
    ),
    Conversation(
        "mosswillow",
        19,
        0.4,
        (
            ("user", "What did I pay for seed last spring?"),
            (
                "system",
                "I have no invoice for seed from last spring. Send me a photo of it and I will add it.",
            ),
        ),
    ),
    Conversation(
        "tarka",
        34,
        0.2,
        (
            ("user", "Hares are eating the young wheat along the road."),
            (
                "system",
                "A 12 m strip left uncut next to the field helps. For damage above five percent, call the hunting association to assess it.",
            ),
            ("agronomist", "Réka, take photos with a date before they come. I can send you the form."),
        ),
    ),
)

# Short exchanges of every day. Each farm has each of its language's at most once.
EVERYDAY: dict[str, tuple[tuple[str, str], ...]] = {
    "hr": (
        (
            "Kakva je prognoza za sutra?",
            "Sutra pretežno suho, vjetar slab do umjeren. Povoljno za rad na polju.",
        ),
        (
            "Koliko ukupno hektara imam upisano?",
            "Zbroj svih vaših polja vidite u aplikaciji pod „Polja“. Ništa se nije promijenilo od prošlog mjeseca.",
        ),
        (
            "Trebam ispis svih prskanja za ovu godinu.",
            "Evidencija je spremna. Poslala sam je na vašu e-poštu.",
        ),
        (
            "Što da ponesem na analizu tla?",
            "Pola kilograma prosječnog uzorka u čistoj vrećici, s imenom polja i dubinom.",
        ),
        ("Je li stigao račun za gnojivo?", "Da, račun je zaprimljen i čeka provjeru količina."),
        (
            "Upišite obilazak polja danas.",
            "Upisano: obilazak, današnji datum. Želite li dodati bilješku ili sliku?",
        ),
        (
            "Kada je zadnji put gnojeno?",
            "Zadnja gnojidba je upisana prije manje od mjesec dana, s količinom po hektaru.",
        ),
        ("Mogu li raditi ako puše?", "Iznad 5 m/s ne prskajte. Danas poslijepodne vjetar slabi."),
        ("Hvala na jučerašnjem savjetu, pomoglo je.", "Drago mi je! Javite kako se usjev razvija."),
    ),
    "sl": (
        ("Kakšno bo vreme konec tedna?", "Sobota suha, v nedeljo popoldne možne plohe. Veter bo šibek."),
        ("Ali so vsa gnojenja vpisana?", "Da, vsa gnojenja te sezone imajo datum, količino in površino."),
        (
            "Kje vidim zadnjo analizo tal?",
            "Pod posamezno parcelo. Zadnja je mlajša od treh let, zato še velja.",
        ),
        ("Vpišite pregled parcele.", "Vpisano z današnjim datumom. Lahko dodate tudi fotografijo."),
        (
            "Potrebujem izpis za kontrolo.",
            "Izpis je pripravljen. V njem so vsa opravila in uporabljena sredstva.",
        ),
        ("Hvala za pomoč!", "Z veseljem. Lep dan na kmetiji!"),
    ),
    "bg": (
        ("Какво ще е времето утре?", "Предимно слънчево и тихо, подходящо за работа."),
        ("Записахте ли торенето?", "Да, торенето е записано с дата, количество и площ."),
        (
            "Кога беше последният анализ на почвата?",
            "Анализът е отпреди по-малко от три години и все още е валиден.",
        ),
        ("Запишете обход на полето.", "Записано с днешна дата. Можете да добавите и снимка."),
        ("Трябва ми справка за проверката.", "Справката е готова: всички пръскания и торения за сезона."),
        ("Благодаря за съвета!", "За нищо! Пишете, ако се появи нещо ново."),
    ),
    "en": (
        ("What is the forecast for tomorrow?", "Mostly dry with a light wind. A good day for field work."),
        ("Please log a field walk for today.", "Logged with today's date. You can add a note or a photo."),
        (
            "Are all my sprays on record?",
            "Yes, every application this season has a date, a dose and an area.",
        ),
        ("When was the last soil test?", "Less than three years ago, so it is still good to plan with."),
        ("Thanks, that worked.", "Glad to hear it. Let me know how the crop comes on."),
    ),
}

# Three of those that wait are wrong: ten times the label's dose, a crop that the label does not name,
# and a harvest within the waiting time. The others are sound.
DRAFTS = (
    Draft(
        "zelenbreg",
        0,
        0.62,
        "Ako se na pšenici pojavi žuta hrđa, koliko Zelenola da pripremim za Veliku njivu?",
        "Kad se u vlatanju pojavi žuta hrđa, pšenicu na Velikoj njivi tretirajte Zelenolom 250 EC u dozi 10 l/ha uz "
        "300 l vode/ha, po suhom i mirnom vremenu. Karenca je 35 dana.",
    ),
    Draft(
        "povrtic",
        0,
        0.7,
        "U plasteniku 5 salata ima plamenjaču, a kupac dolazi za tri dana. Čime da prskam?",
        "Salatu u plasteniku 5 poprskajte Rosulinom 200 SC u dozi 0,6 l/ha još danas. Za tri dana možete brati i isporučiti "
        "bez brige.",
        requires_consultation=True,
    ),
    Draft(
        "jabucar",
        1,
        0.75,
        "Pod lijeskom mi je puno pirike. Imam Korovnika od kukuruza, mogu li njega?",
        "Možete. Korov ispod lijeske tretirajte Korovnikom 480 SL, 3 l/ha, i pazite da ne zahvatite mladice.",
    ),
    Draft(
        "ravnic",
        1,
        0.5,
        "Repica na parceli Kod lipe ima četiri lista i puno sitnog korova. Što preporučujete?",
        "U fazi četiri lista (BBCH 14) uljanu repicu na parceli Kod lipe možete tretirati Repičarom 500 SC u dozi 1,8 l/ha uz "
        "250 l vode/ha. Primijenite jednom, po vlažnom tlu i bez vjetra. Za 10,60 ha trebate oko 19 l sredstva.",
    ),
    Draft(
        "trtnik",
        0,
        0.45,
        "Na pineli sem imela oidij. Kako naj v novi sezoni začnem z žveplom?",
        "Začnite pred cvetenjem. Vinsko trto poškropite s Sumporanom 80 WG v 0,3 % koncentraciji, pod 28 °C. "
        "Ponovite po potrebi, največ osemkrat. Karenca je 28 dni.",
    ),
    Draft(
        "mangov",
        0,
        0.8,
        "По плодовете манго в оранжерията има тъмни петна. Ще бера след месец. Какво да направя?",
        "Вероятно е антракноза. Третирайте мангото с Mangovit 20 SC в доза 40 мл/дка, като повторите най-много веднъж след "
        "14 дни. Карантинният срок е 10 дни. Проветрявайте оранжерията и отстранете болните плодове.",
        requires_consultation=True,
    ),
    Draft(
        "tarka",
        1,
        0.3,
        "The wheat on the long strip is pale in patches. Should I spread more nitrogen?",
        "Not yet. Pale patches with yellow older leaves can also be wet feet. Dig two holes to 30 cm, one in a pale patch and "
        "one in a green one, and send photos of soil and roots. The soil test shows enough phosphorus and potassium.",
    ),
    Draft(
        "livadic",
        5,
        0.4,
        "Smijem li gnojiti pašnjak stajnjakom pred kišu?",
        "Pričekajte da jaka kiša prođe, inače se hraniva isperu u potok. Najviše 20 t/ha zrelog stajnjaka, 10 m od vode.",
        "approved",
    ),
    Draft(
        "piperkov",
        8,
        0.55,
        "Доматите имат първи петна от мана. Колко Rosulin?",
        "Третирайте доматите с Rosulin 200 SC, 50 мл/дка. Карантинният срок е 3 дни. Повторете най-рано след 7 дни.",
        "approved",
    ),
    Draft(
        "mosswillow",
        11,
        0.35,
        "Is it worth liming the Church field?",
        "At pH 5.9 barley gains from lime. Spread 3 t/ha of ground limestone after harvest and test again in two years.",
        "approved",
    ),
    Draft(
        "batatic",
        15,
        0.6,
        "Na Golici ima puno korova u redu. Što da radim?",
        "Uljnu buču na Golici poprskajte Korovnikom 480 SL, 3 l/ha.",
        "rejected",
    ),
)

# What the agronomist wrote instead of a rejected draft, by farm.
INSTEAD = {
    "batatic": "Hrvoje, u ekološkoj proizvodnji bez herbicida. Međuredno kultivirajte dvaput, a u redu plijevite ručno dok se "
    "biljke ne sklope.",
}
