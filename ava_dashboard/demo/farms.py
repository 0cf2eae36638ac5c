"""The farms, their fields and the crops of three seasons. People, farms and numbers are invented.

Hectares are exact decimals; all fields together have TOTAL_HECTARES.
"""

from dataclasses import dataclass
from decimal import Decimal

TOTAL_HECTARES = Decimal("211.95")

Crops = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Field:
    """A field. `crops` are those of the previous, the current and the next season, None for no record."""

    name: str
    hectares: Decimal
    latitude: float
    longitude: float
    crops: Crops
    variety: str | None = None
    yield_t_ha: float | None = None
    land_use: str | None = None  # the Slovenian register's `raba`, on Slovenian fields only
    altitude_m: float | None = None


@dataclass(frozen=True)
class Farm:
    """A farm and its manager; `language` is the one in which they write."""

    key: str
    name: str
    manager: tuple[str, str]
    street: str
    village: str
    postal_code: str
    city: str
    country: str
    language: str
    phone: str
    fields: tuple[Field, ...]
    notes: str | None = None

    @property
    def hectares(self) -> Decimal:
        return sum((field.hectares for field in self.fields), Decimal(0))


def _field(
    name: str,
    hectares: str,
    latitude: float,
    longitude: float,
    crops: str | Crops,
    variety: str | None = None,
    yield_t_ha: float | None = None,
    *,
    land_use: str | None = None,
    altitude_m: float | None = None,
) -> Field:
    """A single crop stands there in all three seasons."""
    seasons = (crops, crops, crops) if isinstance(crops, str) else crops
    return Field(
        name, Decimal(hectares), latitude, longitude, seasons, variety, yield_t_ha, land_use, altitude_m
    )


_NOTHING: Crops = (None, None, None)

CROATIAN = (
    Farm(
        "zelenbreg",
        "OPG Zelenbreg",
        ("Domagoj", "Zelenbreg"),
        "Šumarska 12",
        "Gornji Klasovac",
        "32999",
        "Vinkovci",
        "Croatia",
        "hr",
        "+385000100101",
        (
            _field(
                "Velika njiva",
                "14.20",
                45.2874,
                18.8121,
                ("kukuruz", "ozima pšenica", "soja"),
                "Zlatoklas",
                7.2,
            ),
            _field(
                "Kod bunara", "9.85", 45.2931, 18.8240, ("soja", "kukuruz", "ozima pšenica"), "Žutozub", 11.0
            ),
            _field("Ritovi", "12.40", 45.2790, 18.7965, ("ozima pšenica", "soja", "kukuruz"), "Sojanka", 3.4),
        ),
        "Prskalica 18 m, navigacija. Žetvu radi uslužno.",
    ),
    Farm(
        "ravnic",
        "OPG Ravnić",
        ("Marija", "Ravnić"),
        "Baranjska 4",
        "Donje Suncokretovo",
        "31999",
        "Beli Manastir",
        "Croatia",
        "hr",
        "+385000100102",
        (
            _field(
                "Šarkanj",
                "11.30",
                45.7716,
                18.6034,
                ("ozima pšenica", "suncokret", "ozimi ječam"),
                "Sunčica",
                3.1,
            ),
            _field(
                "Duga tabla", "8.75", 45.7789, 18.6181, ("suncokret", "ozimi ječam", "kukuruz"), "Brkan", 6.8
            ),
            _field(
                "Kod lipe",
                "10.60",
                45.7652,
                18.6290,
                ("ozimi ječam", "uljana repica", "ozima pšenica"),
                "Repa Žuta",
                3.6,
            ),
            _field("Kanal", "6.40", 45.7603, 18.5962, ("kukuruz", "ječam/lucerna", "lucerna"), None, 5.5),
        ),
    ),
    Farm(
        "podlozic",
        "Vinarija Podlozić",
        ("Livio", "Podlozić"),
        "Vinska cesta 7",
        "Lozari",
        "52999",
        "Poreč",
        "Croatia",
        "hr",
        "+385000100103",
        (
            _field("Crvenica", "3.15", 45.2391, 13.6402, "vinova loza", "malvazija", 8.5),
            _field("Pod stancijom", "2.40", 45.2443, 13.6518, "vinova loza", "teran", 7.8),
            _field("Maslinik kraj puta", "1.85", 45.2349, 13.6333, "maslina", "buža", 3.0),
        ),
    ),
    Farm(
        "jabucar",
        "OPG Jabučar",
        ("Štefica", "Jabučar"),
        "Voćarska 21",
        "Crveno Brdo",
        "40999",
        "Čakovec",
        "Croatia",
        "hr",
        "+385000100104",
        (
            _field("Stari nasad", "5.60", 46.3921, 16.4386, "jabuka", "ajdared", 38.0),
            _field("Novi nasad pod mrežom", "3.25", 46.3968, 16.4457, "jabuka", "gala", 45.0),
            _field("Lješnjaci", "2.10", 46.3877, 16.4299, "lijeska", "istarski dugi", 2.2),
        ),
        "Protugradna mreža i sustav za natapanje.",
    ),
    Farm(
        "povrtic",
        "Povrtnjak Povrtić",
        ("Ana", "Povrtić"),
        "Dravska 3",
        "Salatinec",
        "10999",
        "Dugo Selo",
        "Croatia",
        "hr",
        "+385000100105",
        (
            _field("Plastenici 1-4", "0.45", 45.7991, 16.2312, "rajčica", "Rumenka", 140.0),
            _field("Krumpirište", "3.80", 45.8042, 16.2405, ("kupus", "krumpir", "luk"), "Gomoljka", 34.0),
            _field("Dugačka", "2.20", 45.8015, 16.2488, ("luk", "kupus", "krumpir"), "Glavaš", 48.0),
            _field("Kod crkve", "1.35", 45.7956, 16.2259, ("krumpir", "luk", "kupus"), "Srebrnjak", 30.0),
            _field("Plastenik 5", "0.30", 45.7994, 16.2320, "salata", "Hrskavica", 22.0),
        ),
    ),
    Farm(
        "livadic",
        "OPG Livadić",
        ("Mile", "Livadić"),
        "Planinska 1",
        "Ovčje Polje",
        "53999",
        "Gospić",
        "Croatia",
        "hr",
        "+385000100106",
        (
            _field("Donja livada", "12.60", 44.5481, 15.3790, "livada", None, 4.5),
            _field("Krčevine", "9.30", 44.5562, 15.3921, "pašnjak"),
            _field("Ličko polje", "1.70", 44.5433, 15.3688, ("zob", "krumpir", "zob"), "Lika Bijela", 26.0),
        ),
        "120 ovaca i 14 krava.",
    ),
    Farm(
        "mandaric",
        "OPG Mandarić",
        ("Nediljka", "Mandarić"),
        "Uz jaruge 9",
        "Mandarinovac",
        "20999",
        "Opuzen",
        "Croatia",
        "hr",
        "+385000100107",
        (
            _field("Jaruga", "2.35", 43.0192, 17.5638, "mandarina", "unshiu rana", 28.0),
            _field("Suhozid", "0.60", 43.0267, 17.5749, "smokva", "petrovača", 9.0),
        ),
    ),
    Farm(
        "batatic",
        "Eko-imanje Batatić",
        ("Hrvoje", "Batatić"),
        "Podravska 33",
        "Bučje Polje",
        "48999",
        "Koprivnica",
        "Croatia",
        "hr",
        "+385000100108",
        (
            _field("Golica", "6.90", 46.1602, 16.8291, ("kukuruz", "uljna buča", "zob"), "Zelenkora", 0.8),
            _field(
                "Pjeskulja",
                "1.10",
                46.1668,
                16.8417,
                ("uljna buča", "batat", "uljna buča"),
                "Narančasta",
                24.0,
            ),
            _field("Ugar", "2.05", 46.1551, 16.8173, _NOTHING),
        ),
        "U ekološkoj proizvodnji.",
    ),
)

SLOVENIAN = (
    Farm(
        "ajdovec",
        "Kmetija Pri Ajdovcu",
        ("Janez", "Ajdovec"),
        "Žitna pot 5",
        "Zgornje Klasje",
        "9999",
        "Murska Sobota",
        "Slovenia",
        "sl",
        "+386000200201",
        (
            _field(
                "Pri križu",
                "5.40",
                46.6612,
                16.1641,
                ("koruza", "pšenica/ajda", "koruza"),
                "Zlatka",
                6.1,
                land_use="1100(N) Njiva",
                altitude_m=189.0,
            ),
            _field(
                "Dolge njive",
                "6.85",
                46.6689,
                16.1752,
                ("ječmen", "koruza", "oljna buča"),
                "Zobka",
                10.4,
                land_use="1100(N) Njiva",
                altitude_m=191.0,
            ),
            _field(
                "Za vasjo",
                "4.10",
                46.6570,
                16.1533,
                ("koruza", "oljna buča", "pšenica"),
                "Golička",
                0.9,
                land_use="1100(N) Njiva",
                altitude_m=188.0,
            ),
        ),
    ),
    Farm(
        "trtnik",
        "Vinogradništvo Trtnik",
        ("Nives", "Trtnik"),
        "Burjina ulica 14",
        "Spodnje Trte",
        "5999",
        "Ajdovščina",
        "Slovenia",
        "sl",
        "+386000200202",
        (
            _field(
                "Gornja brajda",
                "2.75",
                45.8534,
                13.9012,
                "vinska trta",
                "zelen",
                7.5,
                land_use="1211(V) Vinograd",
                altitude_m=164.0,
            ),
            _field(
                "Pod cerkvijo",
                "1.90",
                45.8491,
                13.9107,
                "vinska trta",
                "pinela",
                8.0,
                land_use="1211(V) Vinograd",
                altitude_m=142.0,
            ),
            _field(
                "Oljčnik",
                "0.80",
                45.8447,
                13.8930,
                "oljka",
                "belica",
                3.2,
                land_use="1230(O) Oljčnik",
                altitude_m=131.0,
            ),
        ),
    ),
    Farm(
        "travnicar",
        "Kmetija Travničar",
        ("Matjaž", "Travničar"),
        "Gozdna cesta 2",
        "Senožet pri Jezeru",
        "1999",
        "Cerknica",
        "Slovenia",
        "sl",
        "+386000200203",
        (
            _field(
                "Jezerski travnik",
                "8.20",
                45.7731,
                14.3712,
                "trajni travnik",
                None,
                5.0,
                land_use="1300(T) Trajni travnik",
                altitude_m=556.0,
            ),
            _field(
                "Senožeti",
                "5.65",
                45.7805,
                14.3856,
                "pašnik",
                land_use="1300(T) Trajni travnik",
                altitude_m=604.0,
            ),
            _field(
                "Visoki sadovnjak",
                "0.95",
                45.7688,
                14.3640,
                "jablana",
                "carjevič",
                12.0,
                land_use="1222(SD) Ekstenzivni sadovnjak",
                altitude_m=571.0,
            ),
        ),
        "Krave dojilje, seno in bale.",
    ),
)

BULGARIAN = (
    Farm(
        "mangov",
        "Ферма „Манго край Струма“",
        ("Огнян", "Мангов"),
        "ул. „Слънчева“ 8",
        "Долно Мангово",
        "2899",
        "Петрич",
        "Bulgaria",
        "bg",
        "+359000300301",
        (
            _field("Оранжерия край Петрич", "2.30", 41.3962, 23.2241, "манго", "Златен плод", 9.0),
            _field("Терасите над Сандански", "1.45", 41.5593, 23.2926, "манго", "Червена зора", 7.5),
            _field("Млада градина", "0.85", 41.4087, 23.2418, (None, "манго", "манго"), "Златен плод"),
        ),
        "Отопляеми оранжерии с минерална вода.",
    ),
    Farm(
        "klasov",
        "Стопанство „Златен клас“",
        ("Десислава", "Класова"),
        "ул. „Житна“ 15",
        "Слънчогледово",
        "9399",
        "Добрич",
        "Bulgaria",
        "bg",
        "+359000300302",
        (
            _field(
                "Голямата нива",
                "8.60",
                43.5712,
                27.8204,
                ("слънчоглед", "зимна пшеница", "царевица"),
                "Добруджанка",
                6.4,
            ),
            _field(
                "Край чешмата",
                "7.20",
                43.5801,
                27.8377,
                ("зимна пшеница", "слънчоглед", "зимна пшеница"),
                "Слънчо",
                2.9,
            ),
        ),
    ),
    Farm(
        "piperkov",
        "Градина Пиперкови",
        ("Стоян", "Пиперков"),
        "ул. „Градинарска“ 22",
        "Горно Пиперово",
        "4199",
        "Пловдив",
        "Bulgaria",
        "bg",
        "+359000300303",
        (
            _field("Вадата", "1.60", 42.1587, 24.7206, ("домати", "пипер", "зеле"), "Капийка", 32.0),
            _field("Големите оранжерии", "0.90", 42.1624, 24.7291, "домати", "Розов сън", 120.0),
            _field(
                "Малката оранжерия",
                "0.55",
                42.1630,
                24.7310,
                ("краставици", "краставици", "маруля"),
                "Хрускавка",
                95.0,
            ),
        ),
    ),
)

ELSEWHERE = (
    Farm(
        "tarka",
        "Tarka Tanya",
        ("Réka", "Búzavirág"),
        "Napraforgó utca 6",
        "Tarkafalva",
        "6999",
        "Szeged",
        "Hungary",
        "en",
        "+36000400401",
        (
            _field(
                "Long strip", "6.10", 46.2561, 20.1602, ("maize", "winter wheat", "sunflower"), "Arany", 6.6
            ),
            _field("By the willow", "2.65", 46.2628, 20.1733, "lucerne", "Zöldike", 9.0),
        ),
    ),
    Farm(
        "mosswillow",
        "Mosswillow Farm",
        ("Fergus", "Mosswillow"),
        "Bog Lane 3",
        "Ballymosswillow",
        "R99 X999",
        "Carlow",
        "Ireland",
        "en",
        "+353000500501",
        (
            _field(
                "Church field",
                "3.40",
                52.8341,
                -6.9277,
                ("spring barley", "spring barley", "oats"),
                "Tawny",
                7.1,
            ),
            _field("River meadow", "2.50", 52.8402, -6.9391, "permanent grassland", None, 9.0),
            _field("The rushes", "0.70", 52.8298, -6.9450, _NOTHING),
        ),
    ),
)

FARMS = CROATIAN + SLOVENIAN + BULGARIAN + ELSEWHERE
