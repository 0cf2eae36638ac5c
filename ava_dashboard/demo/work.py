"""What was done and measured on the farms: tasks, stocks, growth stages, soil and weather.

Everything is drawn from one random generator, so that one seed gives one history.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ava_dashboard.demo.farms import Farm, Field

KINDS = {
    "zelenbreg": "arable",
    "ravnic": "arable",
    "podlozic": "vines",
    "jabucar": "fruit",
    "povrtic": "vegetables",
    "livadic": "grass",
    "mandaric": "fruit",
    "batatic": "arable",
    "ajdovec": "arable",
    "trtnik": "vines",
    "travnicar": "grass",
    "mangov": "fruit",
    "klasov": "arable",
    "piperkov": "vegetables",
    "tarka": "arable",
    "mosswillow": "grass",
}


@dataclass(frozen=True)
class Dose:
    """What was applied for each hectare."""

    material: str
    amount: float
    unit: str


@dataclass(frozen=True)
class Task:
    """Work on one field, `days_ago` before today."""

    field: int
    days_ago: int
    task_type: str
    description: str
    dose: Dose | None = None


# Each product stands on the label of that farm's country and of the field's crop, within its dose.
SPRAYINGS = {
    "zelenbreg": (0, Dose("Žitovar 75 WG", 0.018, "kg/ha")),
    "podlozic": (0, Dose("Plavogor 50 WG", 2.0, "kg/ha")),
    "jabucar": (0, Dose("Lisnovit 100 EC", 0.75, "l/ha")),
    "povrtic": (0, Dose("Rosulin 200 SC", 0.5, "l/ha")),
    "trtnik": (0, Dose("Sumporan 80 WG", 3.0, "kg/ha")),
    "mangov": (0, Dose("Mangovit 20 SC", 0.4, "l/ha")),
    "piperkov": (1, Dose("Rosulin 200 SC", 0.5, "l/ha")),
    "mosswillow": (0, Dose("Bogwort 60 OD", 0.9, "l/ha")),
}

FERTILIZINGS = {
    "arable": Dose("Tripolje NPK 15-15-15", 250.0, "kg/ha"),
    "vines": Dose("Humusni kompost Glistić", 8.0, "t/ha"),
    "fruit": Dose("Listohran Mikro", 3.0, "l/ha"),
    "vegetables": Dose("Tripolje NPK 15-15-15", 400.0, "kg/ha"),
    "grass": Dose("Nitrožit 27", 120.0, "kg/ha"),
}

USUAL_WORK = {
    "arable": ("Tillage", "Harvest", "Inspection"),
    "vines": ("Pruning", "Harvest", "Inspection"),
    "fruit": ("Irrigation", "Harvest", "Inspection"),
    "vegetables": ("Irrigation", "Harvest", "Sowing"),
    "grass": ("Harvest", "Inspection"),
}

DESCRIPTIONS = {
    "Spraying": {"hr": "Zaštita nasada", "sl": "Varstvo rastlin", "bg": "Пръскане", "en": "Crop protection"},
    "Fertilizing": {
        "hr": "Gnojidba prema analizi tla",
        "sl": "Gnojenje po analizi tal",
        "bg": "Торене по анализ",
        "en": "Fertilizer by soil test",
    },
    "Tillage": {
        "hr": "Plitka obrada tla",
        "sl": "Plitva obdelava tal",
        "bg": "Плитка обработка",
        "en": "Shallow tillage",
    },
    "Harvest": {
        "hr": "Berba i prijevoz",
        "sl": "Spravilo pridelka",
        "bg": "Прибиране на реколтата",
        "en": "Harvest and transport",
    },
    "Inspection": {
        "hr": "Obilazak polja",
        "sl": "Pregled parcele",
        "bg": "Обход на полето",
        "en": "Field walk",
    },
    "Pruning": {
        "hr": "Rezidba i vezanje",
        "sl": "Rez in vezanje",
        "bg": "Резитба",
        "en": "Pruning and tying",
    },
    "Irrigation": {
        "hr": "Natapanje kap po kap",
        "sl": "Kapljično namakanje",
        "bg": "Капково напояване",
        "en": "Drip irrigation",
    },
    "Sowing": {"hr": "Sadnja presadnica", "sl": "Sajenje sadik", "bg": "Разсаждане", "en": "Planting out"},
}

# One stage for each quarter of the year.
STAGES = {
    "arable": ("BBCH 21", "BBCH 39", "BBCH 87", "BBCH 13"),
    "vines": ("BBCH 00", "BBCH 57", "BBCH 81", "BBCH 97"),
    "fruit": ("BBCH 01", "BBCH 69", "BBCH 85", "BBCH 93"),
    "vegetables": ("BBCH 12", "BBCH 61", "BBCH 81", "BBCH 49"),
    "grass": ("BBCH 21", "BBCH 51", "BBCH 39", "BBCH 29"),
}


def tasks(farm: Farm, random: Random) -> list[Task]:
    """What the farm did within the last season, oldest first; some of it today."""
    kind = KINDS[farm.key]
    cropped = [number for number, field in enumerate(farm.fields) if field.crops[1] is not None]
    done = [
        Task(random.choice(cropped), days_ago, task_type, DESCRIPTIONS[task_type][farm.language])
        for task_type in USUAL_WORK[kind]
        for days_ago in (random.randint(0, 6), random.randint(7, 90), random.randint(91, 200))
    ]
    done.append(
        Task(
            0,
            random.randint(10, 60),
            "Fertilizing",
            DESCRIPTIONS["Fertilizing"][farm.language],
            FERTILIZINGS[kind],
        )
    )
    if farm.key in SPRAYINGS:
        field, dose = SPRAYINGS[farm.key]
        for days_ago in (random.randint(20, 45), random.randint(60, 120)):
            done.append(Task(field, days_ago, "Spraying", DESCRIPTIONS["Spraying"][farm.language], dose))
    return sorted(done, key=lambda task: -task.days_ago)


def stage(farm: Farm, today: date) -> str:
    """The growth stage that fits the farm's kind and the time of the year."""
    return STAGES[KINDS[farm.key]][(today.month - 1) // 3]


@dataclass(frozen=True)
class Soil:
    """One soil analysis; phosphorus and potassium in mg per 100 g, organic matter in percent."""

    days_ago: int
    ph: float
    p2o5: float
    k2o: float
    organic_matter: float


def soil(random: Random) -> Soil:
    """Values as they are usual in the region."""
    return Soil(
        days_ago=random.randint(100, 1000),
        ph=round(random.uniform(5.4, 7.6), 1),
        p2o5=round(random.uniform(8, 32), 1),
        k2o=round(random.uniform(11, 36), 1),
        organic_matter=round(random.uniform(1.4, 4.6), 1),
    )


@dataclass(frozen=True)
class Weather:
    """What a station reports for a field: °C, mm, percent, and a forecast of five days."""

    temperature: float
    soil_temperature: float
    rain: float
    humidity: float
    forecast: dict[str, object]


def weather(field: Field, today: date, random: Random) -> Weather:
    """Weather that fits the latitude and the day of the year."""
    season = math.cos((today.timetuple().tm_yday - 200) / 365 * 2 * math.pi)
    usual = 12.5 - (field.latitude - 45) * 0.6 + 10.5 * season
    temperature = round(usual + random.uniform(-3, 3), 1)
    days = [
        {
            "date": (today + timedelta(days=day)).isoformat(),
            "temp_min_c": round(usual - random.uniform(3, 6), 1),
            "temp_max_c": round(usual + random.uniform(2, 6), 1),
            "precip_mm": round(max(0.0, random.gauss(-1, 3)), 1),
            "wind_ms": round(random.uniform(0.8, 5.5), 1),
        }
        for day in range(5)
    ]
    return Weather(
        temperature,
        soil_temperature=round(usual * 0.9 + 1, 1),
        rain=round(max(0.0, random.gauss(-0.5, 0.8)), 1),
        humidity=float(random.randint(48, 92)),
        forecast={"daily": days},
    )
