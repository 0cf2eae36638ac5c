"""What may be sprayed and what the assistant knows. All products are invented; doses fit no real label."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """One label row: a product on one crop in one country. `wait_days` is the pre-harvest interval.

    `expires_in_years` counts from the current year's end; a negative one has run out.
    """

    name: str
    country: str
    crop: str
    crop_latin: str
    target: str
    target_latin: str
    dose: str
    wait_days: int | None
    remarks: str
    expires_in_years: int = 2


PRODUCTS = (
    Product(
        "Zelenol 250 EC",
        "Croatia",
        "pšenica",
        "Triticum aestivum",
        "žuta hrđa",
        "Puccinia striiformis",
        "0,8-1 l/ha",
        35,
        "najviše 1 primjena; BBCH 30-59",
    ),
    Product(
        "Žitovar 75 WG",
        "Croatia",
        "pšenica",
        "Triticum aestivum",
        "širokolisni korovi",
        "",
        "15-20 g/ha",
        None,
        "najviše 1 primjena; BBCH 13-32",
    ),
    Product(
        "Žitovar 75 WG",
        "Slovenia",
        "pšenica",
        "Triticum aestivum",
        "širokolistni pleveli",
        "",
        "15-20 g/ha",
        None,
        "največ 1 krat; BBCH 13-32",
    ),
    Product(
        "Korovnik 480 SL",
        "Croatia",
        "kukuruz",
        "Zea mays",
        "višegodišnji korovi",
        "",
        "2-3 l/ha",
        None,
        "najviše 1 puta",
    ),
    Product(
        "Korovnik 480 SL",
        "Bulgaria",
        "царевица",
        "Zea mays",
        "многогодишни плевели",
        "",
        "200-300 ml/dka",
        None,
        "най-много 1 път",
    ),
    Product(
        "Repičar 500 SC",
        "Croatia",
        "uljana repica",
        "Brassica napus",
        "jednogodišnji korovi",
        "",
        "1,8-2 l/ha",
        None,
        "najviše 1 puta; BBCH 10-18",
    ),
    Product(
        "Lisnovit 100 EC",
        "Croatia",
        "jabuka",
        "Malus domestica",
        "jabučni savijač",
        "Cydia pomonella",
        "75 ml/100 l",
        14,
        "SPe8 opasno za pčele; najviše 2 puta; razmak 14 dana",
    ),
    Product(
        "Grinjar 18 EC",
        "Slovenia",
        "jablana",
        "Malus domestica",
        "rdeča sadna pršica",
        "Panonychus ulmi",
        "0,75 l/ha",
        28,
        "največ 1 krat",
    ),
    Product(
        "Plavogor 50 WG",
        "Croatia",
        "vinova loza",
        "Vitis vinifera",
        "plamenjača",
        "Plasmopara viticola",
        "0,2-0,25 %",
        21,
        "Cu 50 %; najviše 6 puta",
    ),
    Product(
        "Plavogor 50 WG",
        "Croatia",
        "maslina",
        "Olea europaea",
        "paunovo oko",
        "Venturia oleaginea",
        "0,25 %",
        21,
        "Cu 50 %; najviše 3 puta",
    ),
    Product(
        "Plavogor 50 WG",
        "Slovenia",
        "vinska trta",
        "Vitis vinifera",
        "peronospora",
        "Plasmopara viticola",
        "0,2-0,25 %",
        21,
        "Cu 50 %; največ 6 krat",
    ),
    Product(
        "Plavogor 50 WG",
        "Bulgaria",
        "домати",
        "Solanum lycopersicum",
        "мана",
        "Phytophthora infestans",
        "200-250 g/dka",
        7,
        "Cu 50 %",
    ),
    Product(
        "Sumporan 80 WG",
        "Croatia",
        "vinova loza",
        "Vitis vinifera",
        "pepelnica",
        "Erysiphe necator",
        "0,2-0,4 %",
        28,
        "najviše 8 puta",
    ),
    Product(
        "Sumporan 80 WG",
        "Slovenia",
        "vinska trta",
        "Vitis vinifera",
        "oidij",
        "Erysiphe necator",
        "0,2-0,4 %",
        28,
        "največ 8 krat",
    ),
    Product(
        "Rosulin 200 SC",
        "Croatia",
        "rajčica",
        "Solanum lycopersicum",
        "plamenjača",
        "Phytophthora infestans",
        "0,5 l/ha",
        3,
        "najviše 3 puta; razmak 7 dana",
    ),
    Product(
        "Rosulin 200 SC",
        "Croatia",
        "salata",
        "Lactuca sativa",
        "plamenjača",
        "Bremia lactucae",
        "0,6 l/ha",
        14,
        "najviše 2 puta; razmak 10 dana",
    ),
    Product(
        "Rosulin 200 SC",
        "Croatia",
        "krumpir",
        "Solanum tuberosum",
        "plamenjača",
        "Phytophthora infestans",
        "0,6 l/ha",
        7,
        "najviše 4 puta; razmak 7 dana",
    ),
    Product(
        "Rosulin 200 SC",
        "Bulgaria",
        "домати",
        "Solanum lycopersicum",
        "мана",
        "Phytophthora infestans",
        "50 ml/dka",
        3,
        "най-много 3 пъти",
    ),
    Product(
        "Mangovit 20 SC",
        "Bulgaria",
        "манго",
        "Mangifera indica",
        "антракноза",
        "Colletotrichum gloeosporioides",
        "40 ml/dka",
        10,
        "най-много 2 пъти; интервал 14 дни",
    ),
    Product(
        "Stara Zora 80 WP",
        "Croatia",
        "krumpir",
        "Solanum tuberosum",
        "plamenjača",
        "Phytophthora infestans",
        "2,5 kg/ha",
        7,
        "",
        -1,
    ),
    Product(
        "Bogwort 60 OD",
        "Ireland",
        "spring barley",
        "Hordeum vulgare",
        "annual weeds",
        "",
        "0.8-1 l/ha",
        None,
        "one application; BBCH 13-31",
    ),
    Product(
        "Bogwort 60 OD",
        "Hungary",
        "winter wheat",
        "Triticum aestivum",
        "annual weeds",
        "",
        "0.8-1 l/ha",
        None,
        "one application; BBCH 13-31",
    ),
)


@dataclass(frozen=True)
class Material:
    """Something that farms keep in stock; price is in euro for one unit."""

    name: str
    brand: str
    group: str
    formulation: str
    unit: str
    price: float


MATERIALS = (
    Material("Zelenol 250 EC", "Agromašta", "fungicide", "EC", "l", 31.0),
    Material("Žitovar 75 WG", "Agromašta", "herbicide", "WG", "kg", 420.0),
    Material("Korovnik 480 SL", "Poljograd", "herbicide", "SL", "l", 9.5),
    Material("Lisnovit 100 EC", "Poljograd", "insecticide", "EC", "l", 38.0),
    Material("Plavogor 50 WG", "Modra Gora", "fungicide", "WG", "kg", 12.5),
    Material("Sumporan 80 WG", "Modra Gora", "fungicide", "WG", "kg", 4.2),
    Material("Rosulin 200 SC", "Agromašta", "fungicide", "SC", "l", 54.0),
    Material("Mangovit 20 SC", "Modra Gora", "fungicide", "SC", "l", 61.0),
    Material("Bogwort 60 OD", "Poljograd", "herbicide", "OD", "l", 27.0),
    Material("Nitrožit 27", "Hraniva Breza", "fertilizer", "granules", "kg", 0.38),
    Material("Tripolje NPK 15-15-15", "Hraniva Breza", "fertilizer", "granules", "kg", 0.55),
    Material("Listohran Mikro", "Hraniva Breza", "fertilizer", "solution", "l", 6.8),
    Material("Humusni kompost Glistić", "Glistić", "organic fertilizer", "bulk", "t", 45.0),
)

TASK_TYPES = (
    ("Spraying", "Plant protection"),
    ("Fertilizing", "Mineral and organic fertilizers"),
    ("Sowing", "Sowing and planting"),
    ("Tillage", "Ploughing, harrowing, loosening"),
    ("Harvest", "Harvest, picking, mowing"),
    ("Irrigation", "Watering"),
    ("Pruning", "Pruning of vines and trees"),
    ("Inspection", "A walk through the field"),
)

TRIGGERS = (
    ("keyword", "otrovanje", "Otrovanje ili gutanje sredstva: odmah čovjek."),
    ("keyword", "zastrupitev", "Zastrupitev: takoj človek."),
    ("keyword", "натравяне", "Натравяне: веднага човек."),
    ("keyword", "karenca", "Pitanja o karenci pregledava agronom."),
    ("keyword", "drone", "Spraying from the air needs a permit."),
    ("condition", "new_crop", "A crop that the farm has not grown before."),
    ("condition", "photo", "The farmer sent a picture of a disease."),
)

TECHNOLOGY = (
    (
        "ozima pšenica",
        "busanje",
        "prva prihrana",
        "BBCH 21-25",
        "Nitrožit 27, 150-200 kg/ha",
        "Prema analizi tla.",
    ),
    (
        "ozima pšenica",
        "vlatanje",
        "zaštita lista",
        "BBCH 31-39",
        "Zelenol 250 EC",
        "Pregled usjeva prije odluke.",
    ),
    ("kukuruz", "3-5 listova", "suzbijanje korova", "BBCH 13-15", "herbicid", "Bez vjetra i po suhom listu."),
    ("vinova loza", "mirovanje", "rezidba", "BBCH 00", None, "Ostaviti rodne pupove prema sorti."),
    ("vinska trta", "pred cvetenjem", "varstvo pred oidijem", "BBCH 53-57", "Sumporan 80 WG", None),
    ("jabuka", "zeleni plod", "prorjeđivanje", "BBCH 71-73", None, "Ručno, jedan plod po cvatu."),
    ("манго", "плододаване", "напояване", "BBCH 71-79", None, "Капково, сутрин."),
    ("spring barley", "tillering", "weed control", "BBCH 13-31", "Bogwort 60 OD", "Dry leaf, no wind."),
)

# crop, yield t/ha, P2O5 kg/t, K2O kg/t, N kg/ha for that yield, N per t more, lowest and highest N kg/ha
NUTRIENT_NEEDS = (
    ("pšenica", 7, "8-10", "5-6", 160, "20-22", "120", "190"),
    ("kukuruz", 10, "7-8", "5-7", 180, "15-18", "130", "220"),
    ("soja", 3, "12-14", "18-20", 40, "0", "0", "60"),
    ("suncokret", 3, "15-18", "25-30", 90, "15", "60", "110"),
    ("krumpir", 35, "1,5-2", "6-7", 130, "3", "100", "170"),
    ("vinova loza", 8, "1-1,5", "3-4", 50, "3-4", "30", "70"),
    ("jabuka", 40, "0,5-0,7", "2-2,5", 70, "1", "50", "90"),
    ("манго", 9, "1-1,5", "4-5", 80, "5", "50", "110"),
)
