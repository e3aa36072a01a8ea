"""Word lists, shapes and templates that `values` draws from. Lists are text blocks, split at commas and line ends."""

from __future__ import annotations

from functools import cache


@cache
def listed(text: str) -> list[str]:
    """The entries of a text block."""
    return [entry for line in text.splitlines() for word in line.split(",") if (entry := word.strip())]


# Shapes: # is a digit, @ a capital letter, ~ a digit or a letter a to f.

ORDER_CODES = """
@###, @####, @@###, ORD-####, ORD-#####, ORD####, #55###, #####, #######, INV/202#/0##, INV-####, INV-202#-###,
PO-####, PO #####, @@-####, @@@-###, @#-###, ###-####, ####-##, @@####@, SO-#####, REF-@@##, R-####, WO-###, TCK-####,
TICKET-###, BUG-###, JIRA-###, ABC-###, CASE-#####, RMA-####, RMA#####, @@@###, @@##@@, ##-####-##,
###-#######-#######, 1Z####@@########, @-##-@, Q-####, 202#-####, CLM-######, POL-#######, BK####, BKG-@@@##, #@#@#,
@@@@##, @##@##, EX-####-@, MX-##, LOT-###@, SN######, SN-@@####, ID-#####, CUST-####, KD-#####, RE-202#-###, A-#####,
B#-##, TX#########, PR-###, GH-####
"""
SKUS = """
SKU-####, SKU######, @@-###-@@, @@@-####, @@@-@@-##, ####-@@, @#####, ART-#####, ###.###.##, @@###-@@, @@@##-@,
ITEM-###, P-#####, @@@-###-@@, ##-@@-####, B0##@@#@##, @##-@@-@#, #####-###, EAN 40##########, ####@, @@@_###, @@@.###
"""
IBANS = """
DE## #### #### #### #### ##, DE####################, FR## #### #### #### #### #### ###, GB## @@@@ #### #### #### ##,
NL## @@@@ #### #### ##, ES## #### #### #### #### ####, IT## @### #### #### #### #### ###, CH## #### #### #### #### #,
AT## #### #### #### ####, BE## #### #### ####, PL## #### #### #### #### #### ####, GB##@@@@##############,
NL##@@@@##########, SE## #### #### #### #### ####, NO## #### #### ###, DK## #### #### #### ##,
PT## #### #### #### #### #### #
"""
FLIGHTS = """
LH ###, LH####, BA###, BA ####, AF###, AF ####, KL ####, KL###, UA###, UA ####, AA####, DL###, DL ####, EK ###, QR###,
TK####, SQ ###, IB####, AY###, SK####, LX ##, LX###, OS###, FR####, FR ####, U2 ####, W6 ####, EI ###, AI###, NH ###,
JL##, CX###, QF ##, AC###, WN####, B6 ####, TP###, LO###, ET###, VY####, EW ####, DY####, AS###
"""
PLATES = """
@-@@ ###, @@-@@ ####, @@@-@ ##, @@## @@@, @@##@@@, @@-###-@@, @@ ### @@, @@@ ####, @@@-####, #@@@###, @@@###, ###-@@@,
@@-##-##, #-@@@-###, @### @@@, ZH ######, @@ #####, @@@ ###, @-###-@@, ## @ #####
"""
PHONES = """
555-####, 555 ####, (###) 555-####, ###-555-####, +1 ### ### ####, +1-###-###-####, +1 (###) ###-####, 1-800-###-####,
###.###.####, ##########, +44 20 #### ####, +44 7### ######, 07### ######, 020 #### ####, 01### ######,
+49 30 #######, +49 17# #######, 0##1 ######, 030/#######, 017# #######, 0176-########, 089 ######, +33 # ## ## ## ##,
06 ## ## ## ##, 01 ## ## ## ##, +34 ### ### ###, 6## ### ###, +39 3## #######, +31 6 ########, 06-########,
+41 ## ### ## ##, 07# ### ## ##, +43 ### #######, +46 70 ### ## ##, 070-### ## ##, +47 ### ## ###, +45 ## ## ## ##,
+48 ### ### ###, +91 ##### #####, 9#########, +55 11 9####-####, (11) 9####-####, +61 4## ### ###, 04## ### ###,
+81 90-####-####, 090-####-####, +86 1## #### ####, +90 5## ### ## ##, +351 9## ### ###, +353 8# ### ####,
08# ### ####, +254 7## ######, +234 80# ### ####, +27 8# ### ####, +420 ### ### ###, +36 30 ### ####, +40 7## ### ###,
### ####, ####-####
"""
POSTCODES = """
#####, #####, #####, #####, #####-####, ####, ####, #### @@, ####@@, @## #@@, @# #@@, @@# #@@, @@## #@@, @#@ #@@,
@#@#@#, @#@ #@#, ##-###, ### ##, ######, ###-####, ####-###, #####-###, D-#####, CH-####, A-####, L-####, SE-### ##,
@## @@##, LV-####, LT-#####, ### ##
"""
HOUSE_NUMBERS = """
##, ##, #, ###, ##@, ##-##, ##/#, ####, 1##, 2##
"""
ROOMS = """
Room ###, Room @##, Hall #, Hall @, Room #, Room @#, Studio #, Building @, Lab ##, Gate @#, Gate ##, Platform #,
Booth ##, Booth @##, Pier #, Conference Room @, Conference Room ##, Lecture Hall #, Suite ###, Suite ##, Court #,
Court ##, Pitch #, Screen #, Terminal #, Stage @, Ward #, Meeting Room #, Meeting Room ##, Auditorium @, Auditorium #,
Tent #, Bay ##, Room ##, Room #.##, Room ####, Theatre #, Classroom ##, Gym #, Stand ##
"""
MODELS = """
@##, @###, @@-###, @#, X###, Pro ##, Mini #, Air #, @@## Plus, ### Pro, Max ##, @-####, S##, Series #, ###, ####,
@###-@, Neo #, Ultra ##, @@ ###, Go #, Lite ##, Model @, Mark #, Z## Ultra, @## Max, One #, Studio ##
"""

DATE_SHAPES = (
    "{y}-{m:02d}-{d:02d}", "{y}-{m:02d}-{d:02d}", "{y}-{m:02d}-{d:02d}", "{d} {month} {y}", "{d} {month} {y}",
    "{month} {d}, {y}", "{month} {d}, {y}", "{month} {th}, {y}", "{th} {month} {y}", "{th} of {month} {y}",
    "the {th} of {month} {y}", "the {th} of {month}, {y}", "{month} {d} {y}", "{month} {th} {y}",
    "{d:02d}.{m:02d}.{y}", "{d:02d}.{m:02d}.{y}", "{d}.{m}.{y}", "{y}/{m:02d}/{d:02d}", "{y}.{m:02d}.{d:02d}",
    "{d} {mon} {y}", "{d} {mon}{dot} {y}", "{mon} {d}, {y}", "{mon} {d} {y}", "{mon}{dot} {d}, {y}", "{d}-{mon}-{y}",
    "{d:02d}-{mon}-{y}", "{d:02d} {mon} {y}", "{weekday}, {d} {month} {y}", "{weekday}, {month} {d}, {y}",
    "{wd}, {d} {mon} {y}", "{wd} {d} {month} {y}", "{weekday} {th} {month} {y}", "{weekday} the {th} of {month} {y}",
    "{d}. {month} {y}", "{month} the {th}, {y}", "{y} {month} {d}", "{wd}, {mon} {d}, {y}", "{d} {month}, {y}",
)  # fmt: skip
SLASHED_DATE_SHAPES = (
    "{m:02d}/{d:02d}/{y}", "{m}/{d}/{y}", "{d:02d}/{m:02d}/{y}", "{d}/{m}/{y}", "{m:02d}-{d:02d}-{y}",
    "{d:02d}-{m:02d}-{y}",
)  # fmt: skip
"""Where the day is more than 12."""
DAY_SHAPES = (
    "{d} {month}", "{month} {d}", "{month} {th}", "{th} {month}", "{th} of {month}", "the {th} of {month}", "the {th}",
    "{mon} {d}", "{d} {mon}", "{weekday}", "next {weekday}", "this {weekday}", "last {weekday}", "{weekday} {part}",
    "{weekday}, {d} {month}", "{weekday} {th} {month}", "{weekday}, {month} {d}", "{wd} {d} {mon}", "{wd}, {mon} {d}",
    "{part} of {d} {month}", "early {month}", "late {month}", "mid-{month}", "end of {month}", "beginning of {month}",
    "{month} {y}", "{mon} {y}", "spring {y}", "summer {y}", "autumn {y}", "winter {y}", "{feast}", "{feast} {y}",
    "{relative}", "{relative}", "in {n} days", "in {n} weeks", "{n} weeks ago", "{n} days ago",
    "first {weekday} in {month}", "second {weekday} of {month}", "last {weekday} of {month}", "every {weekday}",
    "{weekday} the {th}", "week of {month} {d}", "tomorrow {part}", "Q3 {y}", "{weekday} next week",
    "{weekday} after next", "a week on {weekday}",
)  # fmt: skip
DAY_PARTS = ("morning", "afternoon", "evening", "night", "noon")
FEASTS = (
    "Christmas Eve", "Christmas Day", "New Year's Eve", "New Year's Day", "Easter Monday", "Good Friday",
    "Easter Sunday", "Boxing Day", "Halloween", "Thanksgiving", "Labor Day", "Memorial Day", "Valentine's Day",
    "Mother's Day", "Father's Day", "Independence Day", "Diwali", "Eid", "Hanukkah", "Ramadan", "Pentecost",
    "Ascension Day", "Carnival", "Bastille Day", "Black Friday", "Lunar New Year", "Midsummer", "St. Patrick's Day",
)  # fmt: skip
RELATIVE_DAYS = (
    "tomorrow", "today", "tonight", "yesterday", "next week", "next month", "this weekend", "next weekend",
    "last week", "last month", "next year", "the day after tomorrow", "this week", "this month", "this evening",
    "tomorrow morning", "last night", "later this week", "early next week", "by the end of the week", "in a fortnight",
    "a week ago",
)  # fmt: skip
TIME_SHAPES = (
    "{h} {am}", "{h}{am}", "{h}:{m:02d} {am}", "{h}:{m:02d}{am}", "{hh:02d}:{m:02d}", "{hh:02d}:{m:02d}",
    "{hh:02d}:{m:02d}", "{hh:02d}:{mm:02d}", "{h}:{m:02d}", "{half} {word}", "{half} {h}", "{h} o'clock",
    "{word} o'clock", "{word} in the {part}", "{h} in the {part}", "{clock}", "{hh}h{m:02d}", "{hh}.{m:02d}", "{hh} h",
    "{word} {past}", "{word} {am}", "{hh:02d}{m:02d} hours", "{h} o'clock in the {part}",
    "{half} {word} in the {part}", "{hh:02d}:{mm:02d}:{m:02d}",
)  # fmt: skip
TIME_PARTS = ("morning", "afternoon", "evening")
DURATIONS = {
    30: ["half an hour", "half an hour", "thirty minutes", "0.5 hours", "a half hour"],
    15: ["a quarter of an hour", "fifteen minutes"],
    45: ["three quarters of an hour", "forty-five minutes"],
    60: ["an hour", "an hour", "one hour", "a full hour"],
    75: ["an hour and a quarter", "an hour and fifteen minutes"],
    80: ["an hour and twenty minutes"],
    90: ["an hour and a half", "an hour and a half", "one and a half hours", "one hour thirty"],
    105: ["an hour and three quarters"],
    120: ["a couple of hours", "two full hours"],
    150: ["two and a half hours"],
    1440: ["24 hours", "a whole day", "a day"],
    720: ["half a day", "a dozen hours"],
}
RATINGS = (
    "{word} {stars}", "{n} {stars}", "{n} {stars}", "{n}/5", "{n}/5", "{n} out of 5", "{n} out of 5 stars",
    "{word} out of five", "{n} of 5", "{signs}", "{n}/5 stars", "{word} {stars} out of five", "a {n} out of 5",
    "a {word}", "{n} points out of 5", "{n}★", "a {n}", "{n}", "{word}", "{n} / 5",
)  # fmt: skip
UNITS: dict[str, tuple[tuple[str, ...], int, int, int]] = {
    "kg": (("kg", "kg", "kilos", "kilograms", "kilogrammes"), 1, 120, 1),
    "g": (("g", "g", "grams", "grammes", "gr"), 1, 900, 0),
    "mg": (("mg", "milligrams"), 1, 1000, 0),
    "lb": (("lb", "lbs", "pounds"), 1, 400, 1),
    "oz": (("oz", "ounces"), 1, 64, 1),
    "t": (("t", "tonnes", "tons"), 1, 60, 1),
    "m": (("m", "m", "metres", "meters"), 1, 400, 1),
    "cm": (("cm", "cm", "centimetres", "centimeters"), 1, 300, 1),
    "mm": (("mm", "millimetres"), 1, 900, 0),
    "km": (("km", "km", "kilometres", "kilometers", "kms"), 1, 900, 1),
    "mi": (("miles", "mi"), 1, 600, 1),
    "ft": (("ft", "feet"), 1, 300, 0),
    "in": (("inches", "in", "inch"), 1, 100, 1),
    "l": (("l", "L", "litres", "liters"), 1, 80, 2),
    "ml": (("ml", "mL", "millilitres"), 5, 900, 0),
    "m2": (("m²", "square metres", "sqm", "sq m"), 8, 400, 0),
    "sqft": (("sq ft", "square feet"), 200, 6000, 0),
    "km/h": (("km/h", "kph", "kilometres per hour"), 5, 280, 0),
    "mph": (("mph", "miles per hour"), 5, 180, 0),
    "C": (("°C", "degrees", "degrees Celsius", "°"), 1, 45, 1),
    "F": (("°F", "degrees Fahrenheit", "F"), 20, 110, 0),
    "GB": (("GB", "gigabytes", "gigs"), 1, 999, 0),
    "TB": (("TB", "terabytes"), 1, 20, 1),
    "MB": (("MB", "megabytes"), 1, 999, 0),
    "W": (("W", "watts"), 5, 3000, 0),
    "kW": (("kW", "kilowatts"), 1, 400, 1),
    "kWh": (("kWh", "kilowatt hours"), 1, 9000, 1),
    "V": (("V", "volts"), 1, 400, 1),
    "kcal": (("kcal", "calories", "cal"), 20, 3000, 0),
    "h": (("hours", "h", "hrs"), 1, 200, 1),
    "min": (("minutes", "min", "mins"), 1, 240, 0),
    "s": (("seconds", "s", "sec"), 1, 120, 1),
    "days": (("days",), 1, 365, 0),
    "people": (("people", "guests", "persons"), 1, 900, 0),
    "pages": (("pages", "pp"), 4, 1200, 0),
    "hp": (("hp", "horsepower"), 40, 700, 0),
    "bpm": (("bpm", "beats per minute"), 40, 200, 0),
}

TOWN_SHAPES = (
    "%s", "%s", "%s", "%s", "%sville", "%sburg", "%ston", "%sford", "New %s", "Port %s", "San %s", "Santa %s",
    "%s Springs", "%s-sur-Mer", "Saint-%s", "Bad %s", "Upper %s", "%sheim", "%s upon Tyne", "Fort %s", "%s Falls",
    "%s Beach", "Lake %s", "%sby", "%sdorf", "%sovo", "%spur", "%sabad",
)  # fmt: skip
TITLE_SHAPES = (
    "Introduction to {Topic}", "{Topic} for Beginners", "Annual {Topic} {kind}", "{city} {Topic} {kind}",
    "{city} {kind}", "{Topic} & {topic}", "Advanced {Topic}", "{Topic} Night", "Summer {Topic} Camp", "{Topic} 101",
    "World {Topic} Day", "{city} Marathon", "Open {Topic} Day", "{Topic} in Practice", "Hands-on {Topic}",
    "International {Topic} {kind}", "Women in {Topic}", "{Topic} and Society", "Future of {Topic}", "{city} Jazz Days",
    "Winter {kind}", "Charity {kind}", "{Topic} Club", "Spring {Topic} {kind}", "{Topic} Basics",
    "Masterclass: {Topic}", "{Topic}: First Steps", "{city} Food Fair", "Learn {Topic} in a Day",
    "{Topic} Meetup {city}",
)  # fmt: skip
TITLE_NUMBERS = ("Two", "Three", "Four", "Five", "Six", "Seven", "Nine", "Ten", "Twelve", "Hundred", "Thousand")
BOOK_SHAPES = (
    "The {adjective} {noun}", "The {adjective} {noun}", "{adjective} {noun}s", "A {noun} of {other}s",
    "The {noun} and the {other}", "{name}'s {noun}", "The {noun} in the {place}", "{number} {noun}s",
    "The Last {noun}", "A Short History of {noun}s", "Letters from the {place}", "Under the {adjective} {noun}",
    "The {noun} Who Loved {other}s", "{name}", "{name} and the {adjective} {noun}", "Beyond the {place}",
    "{noun} and {other}", "How to Build a {noun}", "The {number} {noun}s of {name}", "Where the {noun}s Sleep",
    "The Art of the {noun}", "{adjective} {place}", "No {noun} for {name}", "A {noun} at Midnight",
    "In Search of the {adjective} {noun}", "My {adjective} {noun}", "The {place} Beneath",
    "All the {adjective} {noun}s", "Notes on a {noun}", "The Secret {noun}s of {name}",
    "A Guide to {adjective} {noun}s", "Return to the {place}",
)  # fmt: skip
FILM_SHAPES = (
    "The {noun}", "{adjective} {noun}", "{adjective} {place}", "The {adjective} {noun}", "{name}",
    "{name} & the {noun}", "{noun} II", "{noun}: The {adjective} {place}", "Return of the {noun}", "Midnight {noun}",
    "{number} {noun}s", "Escape from the {place}", "Night of the {adjective} {noun}", "The {place}", "{noun} Rising",
    "Kill the {noun}", "{name} Goes to the {place}", "Dark {noun}", "Planet of the {noun}s", "Lost in the {place}",
    "The {noun} Job", "Chasing {name}", "Goodbye, {name}", "{adjective} {noun} 2", "{noun} Number {number}",
    "Dead {noun}s", "Finding the {noun}", "{noun} Nights", "A {adjective} {noun}", "Before the {noun}",
    "Last {noun} to the {place}",
)  # fmt: skip

LOCALE_WEIGHTS = {
    "en_US": 12,
    "en_GB": 10,
    "en_IE": 4,
    "en_NZ": 3,
    "en_IN": 5,
    "de_DE": 5,
    "fr_FR": 5,
    "es_ES": 5,
    "plain": 16,
}
"""How often a locale is drawn; the others are drawn twice, or three times where they are of `PEOPLE`."""

FAMILY_FIRST = ("hu_HU", "zh_CN", "ko", "vi_VN", "zh")
"""Where the family name often stands first."""

PEOPLE = {
    "plain": """
        Ada, Alice, Amara, Ana, Anna, Aria, Bianca, Carla, Chloe, Clara, Claire, Dana, Daria, Diana, Dina, Elena,
        Ella, Emma, Esther, Eva, Fiona, Freya, Grace, Greta, Hana, Hannah, Helen, Ida, Ines, Ingrid, Iris, Jana, Jane,
        Joan, Julia, Kate, Kira, Lara, Laura, Lea, Leila, Lena, Lucy, Maja, Maria, Marie, Marta, Maya, Mia, Mila,
        Nadia, Nina, Nora, Olga, Olivia, Petra, Rachel, Rita, Rosa, Ruth, Sara, Sarah, Sofia, Sonia, Sophie, Susan,
        Tara, Uma, Vera, Viola, Zara, Zoe
        | Alan, Adam, Amir, Anders, Ben, Boris, Carlos, Cedric, Charles, Cyrus, Daniel, David, Diego, Edgar, Elias,
        Emil, Erik, Felix, Frank, Gabriel, George, Hector, Henry, Hugo, Igor, Isaac, Ivan, Jack, Jacob, James, Jasper,
        Johan, John, Jonas, Jose, Karim, Karl, Kenji, Lars, Leo, Liam, Linus, Lucas, Luis, Marco, Mark, Martin, Max,
        Milan, Mohamed, Noah, Olaf, Oliver, Omar, Oscar, Otto, Pablo, Paul, Peter, Rafael, Raj, Robert, Samir, Sam,
        Simon, Stefan, Sven, Tariq, Theo, Thomas, Tim, Tom, Victor, William, Yusuf
        | Abbott, Adler, Almeida, Andersen, Arnold, Bailey, Baker, Barros, Becker, Bennett, Berg, Bergman, Bianchi,
        Blake, Bloom, Bond, Brandt, Brown, Bruno, Calder, Campbell, Carter, Castro, Clarke, Cohen, Collins, Costa,
        Cruz, Dahl, Davies, Dixon, Dubois, Egan, Ellis, Engel, Evans, Farah, Ferrari, Fischer, Fleming, Fontaine,
        Foster, Frost, Garcia, Gomez, Gordon, Grant, Gray, Greco, Haas, Hahn, Hall, Hansen, Harris, Hassan, Hayes,
        Hoffman, Hopper, Hughes, Ibrahim, Jensen, Johnson, Jones, Jung, Kaplan, Keller, Klein, Koch, Kovacs, Kowalski,
        Kruger, Lang, Larsen, Lopez, Lovelace, Lund, Maier, Mann, Martins, Mason, Meyer, Miller, Moreau, Morgan,
        Murphy, Nash, Novak, Olsen, Ortiz, Owens, Parker, Pereira, Perez, Petrov, Pope, Porter, Quinn, Ramos, Reed,
        Rossi, Roth, Russo, Schmidt, Schulz, Silva, Smith, Stein, Stone, Taylor, Torres, Turing, Vega, Vogel, Wagner,
        Walker, Ward, Weber, West, Williams, Wilson, Wolf, Wood, Wright, Young, Ziegler
    """,
    "ar": """
        Aisha, Amal, Amina, Asma, Dalal, Dina, Farah, Fatima, Hala, Hanan, Huda, Iman, Jamila, Khadija, Laila, Lamia,
        Lina, Maha, Mariam, Maysa, Mona, Nada, Nadia, Noor, Noura, Rania, Rasha, Reem, Safiya, Salma, Samira, Sana,
        Shaima, Siham, Yasmin, Zahra, Zainab
        | Abdullah, Adel, Ahmed, Ali, Amin, Anwar, Bilal, Faisal, Farid, Hamza, Hassan, Hussein, Ibrahim, Ismail,
        Jamal, Karim, Khaled, Mahmoud, Majid, Mansour, Mohammed, Mustafa, Nabil, Nasser, Omar, Osama, Rami, Rashid,
        Saeed, Salim, Sami, Tarek, Walid, Yahya, Yasin, Youssef, Ziad
        | Abbas, Abdallah, Al-Amin, Al-Fayed, Al-Hashimi, Al-Masri, Al-Rashid, Al-Sayed, Amari, Aziz, Bakr, Benali,
        Bennani, Boutros, Chahine, Darwish, El-Baz, El Amrani, El-Sherif, Farouk, Fawzi, Ghali, Habib, Haddad, Hamdan,
        Hariri, Idrissi, Jaber, Kassem, Khalil, Khoury, Maalouf, Mansouri, Mubarak, Nasr, Najjar, Qasim, Rahman, Saad,
        Saleh, Shahin, Suleiman, Tahan, Touma, Zaki, Zidane
    """,
    "ko": """
        Bo-ra, Eun-ji, Eun-young, Ha-eun, Hye-jin, Hyun-joo, Jae-hee, Ji-hye, Ji-min, Ji-woo, Ji-yeon, Mi-sun, Min-ji,
        Seo-yeon, Seo-yun, So-hee, Soo-jin, Su-bin, Yeon-woo, Yoo-jin, Yuna
        | Chan-wook, Dae-jung, Do-yun, Dong-hyun, Gun-woo, Hyun-woo, Jae-won, Ji-ho, Ji-hoon, Joon-ho, Ju-won,
        Jung-hoon, Ki-young, Min-ho, Min-jun, Sang-woo, Seo-jun, Seung-hyun, Si-woo, Sung-min, Tae-yang, Woo-jin,
        Young-ho
        | Ahn, Bae, Baek, Byun, Cha, Cho, Choi, Chung, Gwon, Ha, Han, Heo, Hong, Hwang, Im, Jang, Jeon, Jeong, Jin,
        Jo, Jung, Kang, Kim, Ko, Kwak, Kwon, Lee, Lim, Min, Moon, Nam, Noh, Oh, Park, Ryu, Seo, Seong, Shin, Son,
        Song, Yang, Yoo, Yoon
    """,
    "zh": """
        Ai, Chunhua, Dan, Fang, Fen, Guiying, Hong, Hua, Huan, Hui, Jia, Jing, Juan, Lan, Li, Li Na, Lihua, Lin, Ling,
        Mei, Meiling, Min, Na, Ning, Ping, Qian, Qing, Rong, Shu, Ting, Wen, Xia, Xiaoling, Xiaomei, Xin, Xiu, Xue,
        Yan, Yao, Ying, Yu, Yuan, Yue, Zhen, Zi
        | Bin, Bo, Chao, Cheng, Dong, Fei, Feng, Gang, Guang, Hai, Haoran, Hao, Heng, Jian, Jianguo, Jie, Jun, Kai,
        Kang, Lei, Liang, Long, Ming, Peng, Qiang, Rui, Shan, Tao, Tian, Wei, Weimin, Xiang, Xiaoming, Yang, Yichen,
        Yong, Zhi, Zhiwei, Zihan, Zixuan
        | Bai, Cai, Cao, Chan, Chang, Chen, Cheng, Cheung, Chow, Chu, Deng, Ding, Dong, Du, Fan, Fang, Feng, Fu, Gao,
        Gong, Gu, Guo, Han, He, Ho, Hu, Huang, Jiang, Jin, Kong, Lai, Lam, Lau, Leung, Li, Liang, Liao, Lin, Liu, Lu,
        Luo, Ma, Mao, Meng, Ng, Ouyang, Pan, Peng, Qian, Qin, Shen, Shi, Song, Su, Sun, Tan, Tang, Tian, Wan, Wang,
        Wei, Wong, Wu, Xia, Xiao, Xie, Xu, Yan, Yang, Yao, Ye, Yeung, Yin, Yu, Yuan, Zeng, Zhang, Zhao, Zheng, Zhong,
        Zhou, Zhu
    """,
    "ja": """
        Ai, Aiko, Akari, Akemi, Aya, Ayumi, Chiyo, Emi, Fumiko, Hana, Haruka, Hina, Hitomi, Kaori, Keiko, Kumiko, Mai,
        Maki, Mariko, Mayumi, Megumi, Michiko, Miho, Misaki, Naomi, Natsuki, Nanami, Reiko, Rin, Sakura, Sayaka,
        Shiori, Tomoko, Yoko, Yui, Yuka, Yuki, Yumi
        | Akira, Daichi, Daisuke, Eiji, Haruki, Haruto, Hideo, Hiro, Hiroshi, Isamu, Jiro, Kaito, Katsuo, Kazuo, Ken,
        Kenji, Kenta, Koji, Makoto, Masato, Minoru, Naoki, Noboru, Osamu, Ren, Riku, Ryo, Ryota, Satoshi, Shigeru,
        Shinji, Sho, Shun, Sota, Takashi, Takeshi, Taro, Tatsuya, Tetsuo, Tsuyoshi, Yuto, Yuji
        | Abe, Aoki, Arai, Endo, Fujii, Fujita, Fujiwara, Fukuda, Goto, Hara, Hasegawa, Hashimoto, Hayashi, Honda,
        Ikeda, Imai, Inoue, Ishida, Ishikawa, Ito, Kato, Kimura, Kobayashi, Kondo, Maeda, Matsuda, Matsumoto, Miura,
        Miyazaki, Mori, Morita, Murakami, Nakagawa, Nakajima, Nakamura, Nakano, Nishimura, Noguchi, Ogawa, Okada, Ono,
        Ota, Saito, Sakai, Sakamoto, Sasaki, Sato, Shimizu, Sugiyama, Suzuki, Takada, Takahashi, Takeuchi, Tanaka,
        Ueda, Uchida, Wada, Watanabe, Yamada, Yamaguchi, Yamamoto, Yamashita, Yokoyama, Yoshida
    """,
    "el": """
        Aikaterini, Alexandra, Anastasia, Angeliki, Athina, Chrysa, Danae, Despina, Dimitra, Eirini, Eleftheria,
        Eleni, Evangelia, Fotini, Georgia, Ioanna, Kalliopi, Konstantina, Magdalini, Niki, Paraskevi, Sofia,
        Stavroula, Vasiliki, Zoi
        | Alexandros, Andreas, Antonis, Apostolos, Christos, Dimitris, Evangelos, Giannis, Giorgos, Ilias, Kostas,
        Lefteris, Manolis, Michalis, Nikos, Odysseas, Panagiotis, Petros, Spyros, Stavros, Stelios, Thanasis,
        Theodoros, Vasilis
        | Alexiou, Anagnostou, Angelopoulos, Antoniou, Athanasiou, Christodoulou, Dimitriou, Economou, Georgiou,
        Giannopoulos, Ioannou, Karagiannis, Konstantinou, Kyriakou, Makris, Mavridis, Nikolaidis, Panagiotou,
        Papadakis, Papadopoulos, Papageorgiou, Pappas, Samaras, Stavropoulos, Theodorou, Vlachos, Zervas
    """,
    "ru": """
        Alina, Anastasiya, Daria, Ekaterina, Galina, Irina, Kateryna, Ksenia, Larisa, Lyudmila, Marina, Nadezhda,
        Natalia, Nataliya, Oksana, Olena, Olesya, Polina, Svetlana, Tatiana, Tetiana, Valentina, Vera, Yelena, Yulia,
        Zhanna, Milena, Bojana
        | Aleksandr, Alexei, Anatoly, Andriy, Anton, Artem, Bogdan, Boris, Denis, Dmitri, Dmytro, Evgeny, Fyodor,
        Gleb, Grigory, Ivan, Kirill, Konstantin, Leonid, Maksym, Mikhail, Mykola, Nikolai, Oleg, Oleksandr, Pavel,
        Roman, Ruslan, Sergei, Serhiy, Stanislav, Taras, Vadim, Viktor, Vladimir, Volodymyr, Yuri, Dragan, Goran,
        Miloš, Nemanja, Zoran
        | Andreev, Bondarenko, Boyko, Fedorov, Ivanov, Kovalchuk, Kovalenko, Kozlov, Kravchenko, Kuznetsov, Lysenko,
        Makarov, Marchenko, Melnyk, Mikhailov, Moroz, Morozov, Nikitin, Orlov, Pavlenko, Petrenko, Popov, Romanenko,
        Romanov, Rudenko, Savchenko, Shevchenko, Sidorov, Smirnov, Sokolov, Tkachenko, Vasiliev, Volkov, Zaitsev,
        Jovanović, Marković, Nikolić, Petrović
    """,
    "in": """
        Aditi, Aishwarya, Ananya, Anjali, Aparna, Bhavna, Deepa, Divya, Gauri, Geeta, Indira, Isha, Jyoti, Kavita,
        Kiran, Lakshmi, Lata, Madhuri, Meena, Meera, Neha, Nisha, Pooja, Pratibha, Priya, Radha, Rekha, Ritu,
        Sangeeta, Shalini, Shreya, Sita, Sneha, Sunita, Swati, Usha, Vandana, Vidya
        | Aarav, Abhishek, Aditya, Ajay, Akash, Amit, Anand, Anil, Arjun, Ashok, Deepak, Dev, Ganesh, Gopal, Harish,
        Kabir, Karthik, Krishna, Kunal, Manish, Mohan, Nikhil, Nitin, Pradeep, Prakash, Rahul, Rajesh, Rakesh, Ravi,
        Rohan, Rohit, Sandeep, Sanjay, Siddharth, Suresh, Varun, Vijay, Vikram, Vivek
        | Agarwal, Banerjee, Bhat, Bose, Chakraborty, Chatterjee, Chaudhary, Chopra, Das, Desai, Dutta, Ghosh, Gill,
        Gupta, Iyengar, Iyer, Jain, Joshi, Kapoor, Kaur, Khanna, Krishnan, Kulkarni, Kumar, Malhotra, Mehra, Mehta,
        Menon, Mishra, Mukherjee, Nair, Pandey, Patel, Pillai, Raghavan, Rao, Reddy, Roy, Saxena, Sen, Shah, Sharma,
        Shetty, Singh, Sinha, Srinivasan, Subramanian, Thakur, Trivedi, Varma, Venkatesan, Verma, Yadav
    """,
}
"""Women's names | men's names | last names, of where Faker has no Latin forms or few."""

# Lists

GROCERIES = """
milk, oat milk, whole milk, almond milk, soy milk, butter, salted butter, margarine, eggs, free-range eggs, bread,
rye bread, sourdough loaf, baguettes, bagels, croissants, rolls, pita bread, tortillas, naan, crackers, crispbread,
rice, basmati rice, brown rice, pasta, spaghetti, penne, noodles, rice noodles, couscous, quinoa, oats, porridge oats,
cornflakes, muesli, granola, flour, wholemeal flour, cornflour, yeast, baking powder, baking soda, sugar, brown sugar,
icing sugar, honey, maple syrup, jam, strawberry jam, marmalade, peanut butter, hazelnut spread, salt, sea salt,
black pepper, paprika, cinnamon, cumin, turmeric, curry powder, oregano, basil, thyme, rosemary, parsley, coriander,
chives, mint, dill, bay leaves, vanilla extract, olive oil, sunflower oil, sesame oil, vinegar, balsamic vinegar,
soy sauce, fish sauce, ketchup, mustard, mayonnaise, pesto, hummus, salsa, tomato paste, chopped tomatoes,
tinned tuna, sardines, baked beans, kidney beans, chickpeas, red lentils, green lentils, coconut milk, stock cubes,
apples, green apples, pears, bananas, oranges, mandarins, lemons, limes, grapefruit, grapes, strawberries,
raspberries, blueberries, blackberries, cherries, plums, peaches, nectarines, apricots, mangoes, pineapple, kiwis,
melon, watermelon, figs, dates, raisins, avocados, tomatoes, cherry tomatoes, potatoes, sweet potatoes, carrots,
onions, red onions, spring onions, shallots, garlic, ginger, leeks, celery, cucumber, courgettes, aubergines,
bell peppers, chillies, mushrooms, spinach, kale, lettuce, rocket, cabbage, red cabbage, cauliflower, broccoli,
Brussels sprouts, green beans, peas, frozen peas, sweetcorn, beetroot, radishes, parsnips, turnips, pumpkin,
asparagus, fennel, artichokes, chicken breast, chicken thighs, minced beef, beef steak, pork chops, bacon, ham,
salami, sausages, lamb shanks, turkey slices, salmon fillets, smoked salmon, cod, prawns, mussels, tofu, tempeh,
cheddar, mozzarella, parmesan, feta, gouda, brie, cream cheese, cottage cheese, ricotta, yoghurt, Greek yogurt,
sour cream, double cream, whipped cream, ice cream, vanilla ice cream, chocolate, dark chocolate, biscuits, cookies,
crisps, popcorn, pretzels, almonds, walnuts, cashews, peanuts, pistachios, sunflower seeds, chia seeds, coffee,
ground coffee, coffee beans, instant coffee, black tea, green tea, camomile tea, cocoa powder, orange juice,
apple juice, sparkling water, mineral water, lemonade, cola, ginger ale, beer, red wine, white wine, prosecco, cider,
toilet paper, kitchen roll, dish soap, washing powder, bin bags, aluminium foil, baking paper, sponges, toothpaste,
shampoo, shower gel, razor blades, nappies, cat food, dog food, batteries, light bulbs, matches, tissues, capers,
olives, pickles, gherkins, sauerkraut, kimchi, miso paste, wasabi, maple cookies, rice cakes, protein bars,
frozen pizza, fish fingers, oven chips, dumplings, gnocchi, ravioli, puff pastry, custard, gelatine, marzipan,
saffron, cardamom pods, star anise, bulgur, polenta, semolina, buckwheat, tapioca pearls, seaweed sheets, papayas,
guavas, lychees, passion fruit, dragon fruit, plantains, okra, bok choy, cassava, paneer, ghee, halloumi, chorizo,
prosciutto, anchovies, duck breast, venison, quail eggs
"""

INGREDIENTS = """
flour, sugar, caster sugar, butter, unsalted butter, eggs, egg yolks, egg whites, milk, cream, buttermilk, yeast,
salt, kosher salt, pepper, garlic, garlic cloves, onion, red onion, shallot, tomato, tomato purée, olive oil,
vegetable oil, lemon juice, lemon zest, lime juice, orange peel, vinegar, white wine, red wine, rum, beef stock,
chicken stock, vegetable stock, bay leaf, thyme, basil, basil leaves, oregano, parsley, coriander, mint leaves, dill,
rosemary, sage, tarragon, saffron, nutmeg, cinnamon, cloves, cardamom, ginger, fresh ginger, turmeric, cumin seeds,
mustard seeds, chilli flakes, smoked paprika, cayenne pepper, garam masala, soy sauce, fish sauce, oyster sauce,
sesame oil, rice vinegar, mirin, miso, tahini, honey, molasses, maple syrup, vanilla pod, cocoa, dark chocolate,
white chocolate, ground almonds, walnuts, pine nuts, hazelnuts, raisins, dried apricots, breadcrumbs, panko,
cornstarch, baking powder, gelatine, puff pastry, filo pastry, pasta, lasagne sheets, arborio rice, basmati rice,
lentils, chickpeas, black beans, potatoes, carrots, celery, leek, fennel, spinach, kale, aubergine, courgette,
red pepper, mushrooms, dried porcini, peas, broad beans, asparagus, pumpkin, beetroot, cabbage, chicken,
chicken thighs, duck, pork belly, pork shoulder, pancetta, bacon, chorizo, minced lamb, beef mince, stewing beef,
veal, salmon, cod, tuna, prawns, squid, clams, mussels, anchovies, tofu, parmesan, pecorino, mozzarella, goat cheese,
gruyère, feta, ricotta, mascarpone, crème fraîche, yogurt, coconut milk, coconut flakes, peanut butter, peanuts,
apples, pears, bananas, strawberries, raspberries, mango, pineapple, capers, olives, sun-dried tomatoes,
artichoke hearts, lemongrass, lime leaves, galangal, tamarind, spring onions, bean sprouts, rice noodles, seaweed,
sesame seeds, poppy seeds, sunflower seeds, chia seeds, oats, polenta, semolina, bulgur, couscous
"""

DISHES = """
spaghetti carbonara, spaghetti bolognese, lasagne, margherita pizza, pepperoni pizza, mushroom risotto, minestrone,
tiramisu, panna cotta, caprese salad, gnocchi al pesto, ossobuco, fish and chips, shepherd's pie, cottage pie,
Sunday roast, full English breakfast, bangers and mash, beef Wellington, apple crumble, sticky toffee pudding,
cheeseburger, veggie burger, hot dog, mac and cheese, clam chowder, pulled pork sandwich, club sandwich, BLT,
Caesar salad, Cobb salad, buffalo wings, barbecue ribs, pancakes, waffles, French toast, eggs Benedict, apple pie,
pumpkin pie, cheesecake, brownies, coq au vin, boeuf bourguignon, ratatouille, quiche Lorraine, croque monsieur,
onion soup, bouillabaisse, salade niçoise, crème brûlée, crêpes Suzette, tarte tatin, duck confit, steak frites,
moules frites, Wiener schnitzel, pork schnitzel, currywurst, bratwurst, sauerbraten, käsespätzle, goulash,
apple strudel, Black Forest cake, potato salad, raclette, cheese fondue, rösti, paella, tortilla española, gazpacho,
patatas bravas, churros, croquetas, bacalhau à brás, pastel de nata, feijoada, caldo verde, moussaka, souvlaki,
Greek salad, spanakopita, tzatziki, baklava, shakshuka, falafel, falafel wrap, hummus plate, tabbouleh, shawarma,
chicken kebab, lamb tagine, couscous royale, jollof rice, injera with lentils, bobotie, bunny chow,
chicken tikka masala, butter chicken, palak paneer, dal makhani, chana masala, lamb biryani, vegetable samosas,
masala dosa, naan bread, mango lassi, pad thai, green curry, red curry, tom yum soup, papaya salad, pho, bánh mì,
summer rolls, nasi goreng, beef rendang, satay skewers, laksa, sushi, salmon sashimi, ramen, miso soup, tempura,
okonomiyaki, teriyaki chicken, gyoza, bento box, bibimbap, bulgogi, kimchi stew, fried rice, sweet and sour pork,
kung pao chicken, mapo tofu, Peking duck, dim sum, hot and sour soup, spring rolls, wonton soup, tacos al pastor,
fish tacos, burrito, quesadilla, enchiladas, guacamole, nachos, chili con carne, ceviche, arepas, empanadas, borscht,
pierogi, bigos, pelmeni, beef stroganoff, chicken Kiev, blini, gravlax, meatballs with mashed potatoes, smørrebrød,
cinnamon buns, fish soup, lobster roll, poke bowl, lentil soup, tomato soup, pumpkin soup, roast chicken,
grilled salmon, lamb chops, vegetable stir-fry, stuffed peppers, mushroom omelette, chicken noodle soup, carrot cake,
chocolate mousse, lemon tart, banana bread, fruit salad, rice pudding, sorbet, profiteroles, garlic bread, bruschetta,
ham sandwich, avocado toast, overnight oats, granola bowl, eggplant parmigiana, four-cheese pizza, calzone,
tuna salad, lobster bisque, beef tartare, pork dumplings, vegan chili, halloumi burger
"""

DISH_KINDS = """
soup, salad, pie, curry, stew, tart, risotto, cake, gratin, omelette, pasta, pizza, sandwich, burger, dip, casserole,
stir-fry, smoothie, bowl, wrap, lasagne, muffins
"""

COOKED = """
grilled, roasted, fried, steamed, baked, pickled, smoked, stuffed, glazed, spicy, braised, creamed, caramelised,
marinated, crispy
"""

PRODUCTS = """
anvil, backpack, basket, bell, bench, bicycle, blanket, boat, bottle, bowl, bracelet, brush, bucket, cabinet, camera,
candle, carpet, chair, clock, compass, cup, curtain, cushion, desk, drum, easel, fan, flute, fork, guitar, hammock,
helmet, jug, kayak, kettle, keyboard, knife, ladder, lamp, lantern, laptop, mattress, mirror, mug, necklace, notebook,
oven, paddle, pan, pencil, phone, piano, pillow, plate, printer, radio, rake, ring, rope, rug, saddle, shelf,
skateboard, sled, sofa, spoon, stool, stove, suitcase, table, teapot, telescope, tent, torch, towel, tray, tripod,
trumpet, umbrella, vase, violin, wallet, watch, whistle, office chair, rocking chair, armchair, dining table,
coffee table, bedside table, standing desk, bookshelf, bookcase, wardrobe, chest of drawers, bunk bed, sofa bed,
TV stand, shoe rack, coat rack, floor lamp, desk lamp, table lamp, ceiling fan, picture frame, wall clock,
alarm clock, doormat, shower curtain, bath mat, laundry basket, ironing board, clothes hanger, duvet cover, bed sheet,
pillowcase, throw pillow, yoga mat, dumbbell set, resistance bands, exercise bike, treadmill, rowing machine,
tennis racket, badminton set, football, basketball, golf clubs, ski boots, snowboard, surfboard, sleeping bag,
camping stove, cool box, hiking poles, fishing rod, bike lock, bike pump, roof rack, child seat, pushchair,
baby monitor, high chair, cot, dollhouse, jigsaw puzzle, board game, chess set, building blocks, teddy bear,
toy train, remote control car, smartphone, phone case, screen protector, charging cable, power bank, USB stick,
USB-C hub, external hard drive, SSD, memory card, wireless mouse, mechanical keyboard, gaming headset, headphones,
noise-cancelling headphones, earbuds, bluetooth speaker, soundbar, turntable, microphone, webcam, monitor,
27-inch monitor, gaming chair, tablet, e-reader, smartwatch, fitness tracker, drone, action camera, camera lens,
projector, router, mesh router, smart plug, light bulb, LED strip, thermostat, doorbell camera, smoke detector,
vacuum cleaner, robot vacuum, washing machine, tumble dryer, dishwasher, fridge, freezer, microwave, toaster, blender,
hand mixer, food processor, coffee machine, espresso machine, coffee grinder, French press, rice cooker, slow cooker,
air fryer, pressure cooker, frying pan, saucepan, wok, baking tray, cake tin, rolling pin, chopping board,
kitchen scale, corkscrew, wine glass, water bottle, lunch box, thermos, salad bowl, cutlery set, dinner plates,
tea towels, bin, broom, mop, dustpan, iron, sewing machine, hair dryer, electric shaver, electric toothbrush,
curling iron, bathroom scale, first aid kit, heating pad, hot water bottle, sunglasses, reading glasses,
contact lenses, perfume, lipstick, face cream, sunscreen, nail polish, hand soap, earrings, cufflinks, handbag,
tote bag, briefcase, travel pillow, luggage tag, passport holder, fountain pen, ballpoint pen, marker set, sketchbook,
sticky notes, stapler, hole punch, paper shredder, whiteboard, desk organiser, calendar, envelope pack, gift card,
birthday card, wrapping paper, garden hose, garden gnome, flower pot, plant stand, bird feeder, lawn chair, parasol,
barbecue grill, fire pit, greenhouse, compost bin, watering can, ukulele, acoustic guitar, drum kit, music stand,
aquarium, dog bed, dog leash, cat tree, litter box, hamster cage, car battery, winter tyres, windscreen wipers,
car charger, dashcam, e-scooter, electric bike, mountain bike, helmet light, solar panel, space heater, humidifier,
air purifier, dehumidifier, extension lead, toolbox, paint roller, wallpaper, tile set, door handle, mailbox, safe,
hammock stand, trampoline, swing set, inflatable pool, snow shovel, sandbox
"""

CLOTHES = """
shirt, T-shirt, polo shirt, blouse, jumper, sweater, cardigan, hoodie, jacket, denim jacket, leather jacket,
rain jacket, down jacket, coat, trench coat, winter coat, parka, vest, suit, tuxedo, blazer, tie, bow tie, dress,
summer dress, evening gown, wedding dress, skirt, pencil skirt, jeans, skinny jeans, trousers, chinos, leggings,
shorts, cargo shorts, swimsuit, swimming trunks, bikini, pyjamas, dressing gown, bathrobe, socks, wool socks, tights,
underwear, boxer shorts, bra, scarf, gloves, mittens, hat, beanie, baseball cap, straw hat, belt, braces, shoes,
trainers, sneakers, running shoes, hiking boots, rubber boots, ankle boots, sandals, flip-flops, slippers, high heels,
loafers, ballet flats, football boots, kimono, sari, poncho, apron, overalls, jumpsuit, tracksuit, uniform, lab coat,
raincoat, turtleneck, tank top, thermal vest, cycling jersey, ski pants, headband, earmuffs, veil
"""

TOOLS = """
hammer, saw, hand saw, circular saw, jigsaw, drill, cordless drill, screwdriver, screwdriver set, wrench,
adjustable wrench, socket set, pliers, tape measure, spirit level, chisel, file, plane, clamp, vice, crowbar, axe,
hatchet, mallet, staple gun, glue gun, soldering iron, sander, angle grinder, nail gun, paintbrush, putty knife,
utility knife, wire cutters, Allen keys, multimeter, workbench, sawhorse, step ladder, wheelbarrow, shovel, spade,
garden fork, hoe, pruning shears, hedge trimmer, lawn mower, leaf blower, chainsaw, pressure washer, torque wrench,
bolt cutters, pipe wrench, heat gun, caulking gun, router table, band saw, lathe, tool belt, work gloves,
safety goggles, dust mask, jack, jump leads, hex keys, tin snips, wood rasp, hacksaw, mitre saw, impact driver,
drill bits, hole saw, paint scraper, trowel, plumb line, laser level, rivet gun, wood glue, cable ties,
nuts and bolts, pickaxe, post driver, garden rake, edging shears, loppers, strimmer, hose reel, air compressor,
welding mask, stud finder, voltage tester, crimping tool, claw hammer, sledgehammer, pocket knife, multitool,
grease gun, oil filter wrench, tyre iron, sandpaper
"""

ADJECTIVES = """
ancient, antique, bright, broad, clever, compact, deluxe, digital, double, electric, elegant, fancy, folding, giant,
golden, heavy, hollow, large, light, mini, modern, narrow, oval, plain, pocket, portable, quiet, rapid, rustic,
simple, slim, small, smart, solar, solid, spare, sturdy, tall, thick, tiny, vintage, wide, used, second-hand,
refurbished, wireless, cordless, waterproof, insulated, adjustable, ergonomic, foldable, reusable, handmade, organic,
extra-large, kids', men's, women's, professional, heavy-duty, lightweight, padded, striped, checked, round, square,
rechargeable, classic, premium, basic, two-seater, non-stick, stackable, outdoor, oversized
"""

COLOURS = """
red, green, blue, black, white, yellow, orange, purple, pink, brown, grey, gray, beige, turquoise, teal, navy,
navy blue, maroon, burgundy, cream, ivory, gold, silver, bronze, copper, olive, lime, mint, mint green, violet, lilac,
lavender, magenta, cyan, charcoal, khaki, coral, salmon, mustard, peach, rose, sky blue, dark blue, light blue,
dark green, light grey, off-white, crimson, scarlet, indigo, aqua, ochre, anthracite, emerald green, ruby red,
transparent, midnight blue, sand
"""

MATERIALS = """
wood, oak, walnut, pine, bamboo, beech, teak, steel, stainless steel, aluminium, iron, cast iron, brass, copper,
bronze, silver, gold, titanium, plastic, rubber, leather, suede, cotton, organic cotton, linen, wool, merino wool,
silk, satin, velvet, denim, polyester, nylon, cashmere, fleece, felt, canvas, glass, crystal, ceramic, porcelain,
clay, marble, granite, slate, concrete, stone, paper, cardboard, cork, wicker, rattan, enamel, acrylic, silicone,
carbon fibre, jute, hemp, wax, plywood, faux leather, recycled plastic
"""

ANIMALS = """
dog, cat, rabbit, hamster, guinea pig, mouse, rat, gerbil, ferret, hedgehog, horse, pony, donkey, mule, cow, calf,
bull, ox, sheep, lamb, goat, pig, piglet, chicken, hen, rooster, duck, goose, turkey, pigeon, dove, parrot, budgie,
canary, cockatiel, owl, eagle, hawk, falcon, raven, crow, magpie, robin, sparrow, blackbird, woodpecker, swan, heron,
stork, flamingo, pelican, penguin, ostrich, peacock, goldfish, koi, trout, salmon, pike, carp, shark, whale, dolphin,
seal, sea lion, walrus, otter, beaver, squirrel, fox, wolf, bear, polar bear, panda, red panda, raccoon, badger, deer,
elk, moose, reindeer, bison, lion, tiger, leopard, cheetah, jaguar, lynx, puma, elephant, giraffe, zebra, rhino,
hippo, camel, llama, alpaca, kangaroo, koala, wombat, monkey, chimpanzee, gorilla, orangutan, lemur, sloth, anteater,
armadillo, bat, mole, weasel, snake, python, cobra, lizard, gecko, iguana, chameleon, turtle, tortoise, crocodile,
frog, toad, newt, salamander, spider, tarantula, scorpion, ant, bee, wasp, butterfly, moth, beetle, ladybird,
dragonfly, snail, octopus, squid, crab, lobster, jellyfish, starfish, seahorse, platypus, meerkat, chinchilla,
kingfisher, puffin, gull, barn owl, snow leopard, sea turtle, axolotl, stick insect, yak, mongoose, hyena, baboon,
toucan, macaw, hummingbird
"""

BREEDS = """
Labrador, Labrador Retriever, Golden Retriever, German Shepherd, Poodle, Toy Poodle, Beagle, Dachshund, Bulldog,
French Bulldog, Boxer, Rottweiler, Dobermann, Great Dane, Border Collie, Australian Shepherd, Siberian Husky,
Chihuahua, Pug, Shih Tzu, Yorkshire Terrier, Jack Russell, Cocker Spaniel, Springer Spaniel, Corgi, Dalmatian,
Greyhound, Whippet, Saint Bernard, Bernese Mountain Dog, Akita, Shiba Inu, Maltese, Schnauzer, West Highland Terrier,
Weimaraner, Vizsla, Samoyed, Newfoundland, cockapoo, labradoodle, Siamese, Persian, Maine Coon, British Shorthair,
Ragdoll, Bengal, Sphynx, Russian Blue, Norwegian Forest Cat, Scottish Fold, Abyssinian, Birman, tabby, Holstein,
Jersey, Angus, Merino, Arabian, Thoroughbred, Shetland pony, Haflinger, Friesian, Clydesdale, Icelandic horse,
Holland Lop, Netherland Dwarf, Flemish Giant, Angora, Rhode Island Red, Basset Hound, Bloodhound, Irish Setter,
Irish Wolfhound, Bichon Frise, Cavalier King Charles Spaniel, Pomeranian, Pekingese, Chow Chow, Malinois, Lhasa Apso,
Havanese, Staffordshire Bull Terrier, mixed breed, Turkish Angora, Burmese, Cornish Rex, Lipizzaner, Appaloosa,
Quarter Horse, Texel, Saanen
"""

PLANTS = """
rose, tulip, daffodil, lily, daisy, sunflower, orchid, lavender, rosemary, basil, mint, thyme, fern, ivy, cactus,
aloe vera, snake plant, monstera, peace lily, spider plant, rubber plant, jade plant, pothos, bonsai, bamboo palm,
fiddle-leaf fig, olive tree, lemon tree, apple tree, cherry tree, plum tree, pear tree, oak, maple, birch, beech,
pine, spruce, fir, willow, poplar, ash, elm, chestnut, walnut tree, magnolia, hydrangea, rhododendron, azalea,
camellia, jasmine, wisteria, clematis, honeysuckle, hibiscus, geranium, petunia, begonia, pansy, marigold, zinnia,
dahlia, peony, iris, crocus, snowdrop, hyacinth, primrose, foxglove, hollyhock, heather, lupin, poppy, cornflower,
bluebell, lily of the valley, carnation, chrysanthemum, gladiolus, anemone, amaryllis, poinsettia, boxwood, yew,
juniper, holly, privet, laurel, tomato plant, strawberry plant, blueberry bush, raspberry canes, rhubarb, kale,
zamioculcas, calathea, philodendron, dracaena, yucca, succulent, echeveria, English ivy, Boston fern, sage, oleander,
bougainvillea, eucalyptus, mimosa, ginkgo, Japanese maple, Swiss cheese plant, African violet, Venus flytrap,
air plant, string of pearls, money tree, umbrella plant, bird of paradise, croton, dieffenbachia, kalanchoe,
lemon balm, chives, oregano, parsley, coriander, lemongrass, bay tree, fig tree, quince, hazel, hawthorn, elder,
rowan, larch, cedar, cypress, thuja, hornbeam, lime tree, horse chestnut, acacia, palm tree, date palm, banana plant,
avocado tree, pomegranate, kiwi vine, grapevine, hops, nasturtium, sweet pea, snapdragon, freesia, aster, lobelia,
fuchsia, sedum, hosta, astilbe, hellebore, buddleia, forsythia, lilac, spirea, pampas grass, reed, water lily, moss
"""

HOBBIES = """
reading, writing, painting, drawing, sketching, photography, cooking, baking, gardening, hiking, running, jogging,
cycling, mountain biking, swimming, sailing, surfing, kayaking, rowing, fishing, hunting, camping, climbing,
bouldering, skiing, snowboarding, ice skating, horse riding, yoga, pilates, meditation, dancing, salsa dancing,
ballroom dancing, singing, playing guitar, playing the piano, chess, board games, video games, card games,
crossword puzzles, sudoku, knitting, crocheting, sewing, quilting, embroidery, pottery, woodworking, woodcarving,
model trains, model building, origami, calligraphy, scrapbooking, stamp collecting, coin collecting, birdwatching,
stargazing, beekeeping, home brewing, wine tasting, travelling, learning languages, volunteering, theatre, improv,
juggling, magic tricks, podcasting, blogging, film-making, watching films, binge-watching series, cosplay, geocaching,
metal detecting, paragliding, skydiving, scuba diving, snorkelling, archery, fencing, martial arts, karate, judo,
boxing, tennis, badminton, table tennis, golf, darts, bowling, billiards, football, basketball, volleyball,
restoring old cars, motorcycling, drone flying, 3D printing, robotics, programming, astronomy, genealogy, foraging,
jewellery making, candle making, soap making, leatherwork, flower arranging, tarot, trivia nights, karaoke,
skateboarding, roller skating, parkour, ultimate frisbee, crafting, collecting vinyl, pub quizzes,
open-water swimming, bread baking, cheese making, fermenting, urban sketching, watercolours, stand-up comedy,
choir singing, beatboxing, DJing
"""

SPORTS = """
football, soccer, American football, basketball, baseball, softball, volleyball, beach volleyball, handball, tennis,
table tennis, badminton, squash, padel, golf, hockey, ice hockey, field hockey, lacrosse, rugby, rugby sevens,
cricket, swimming, diving, water polo, rowing, canoeing, kayaking, sailing, surfing, windsurfing, kitesurfing,
running, marathon running, trail running, sprinting, athletics, long jump, high jump, pole vault, javelin, triathlon,
cycling, track cycling, BMX, mountain biking, gymnastics, trampoline, boxing, kickboxing, judo, karate, taekwondo,
wrestling, fencing, archery, shooting, weightlifting, powerlifting, CrossFit, climbing, bouldering, skiing,
cross-country skiing, ski jumping, snowboarding, biathlon, figure skating, speed skating, curling, bobsleigh, luge,
equestrian, show jumping, dressage, polo, motor racing, karting, Formula 1, darts, snooker, bowling, floorball,
netball, futsal, ultimate, orienteering, skateboarding, dancing, cheerleading, sumo, capoeira, pétanque, croquet,
parkour, mixed martial arts, pickleball, rugby league, Gaelic football, hurling, shinty, Australian rules football,
street hockey, roller derby, inline skating, artistic swimming, open-water swimming, cliff diving, freediving,
dragon boat racing, canoe polo, rafting, wakeboarding, water skiing, skeleton, freestyle skiing, alpine skiing,
slalom, ski mountaineering, pool, bocce, lawn bowls, ten-pin bowling, disc golf, racquetball, real tennis,
Basque pelota, kabaddi, sepak takraw, aikido, jiu-jitsu, Brazilian jiu-jitsu, Muay Thai, kendo, sambo, arm wrestling,
hammer throw, shot put, discus, decathlon, heptathlon, race walking, steeplechase, hurdles, relay, modern pentathlon,
cyclo-cross, motocross, rally, drag racing, air racing, gliding, hang gliding, bungee jumping, e-sports, chess boxing,
tug of war, rhythmic gymnastics, aerobics, bodybuilding, strongman, fell running, duathlon, eventing,
endurance riding, rodeo
"""

SUBJECTS = """
mathematics, maths, algebra, geometry, calculus, statistics, physics, chemistry, biology, geography, history,
ancient history, art, art history, music, drama, physical education, PE, English, English literature, French, German,
Spanish, Latin, Mandarin, computer science, computing, economics, business studies, accounting, law, philosophy,
ethics, religious studies, psychology, sociology, political science, civics, environmental science, earth science,
astronomy, geology, engineering, mechanical engineering, electrical engineering, architecture, medicine, nursing,
pharmacology, anatomy, genetics, biochemistry, microbiology, linguistics, anthropology, archaeology, journalism,
media studies, film studies, marketing, finance, international relations, education, graphic design,
design and technology, woodwork, home economics, creative writing, world history, machine learning, data science,
robotics, linear algebra, organic chemistry, quantum mechanics, thermodynamics, number theory, cryptography, logic,
public health, nutrition, veterinary science, agriculture, food technology, dance, textiles, music theory,
Ancient Greek, discrete mathematics, microeconomics, macroeconomics, operating systems, databases
"""

TOPICS = """
acoustics, algebra, archaeology, astronomy, ballet, beekeeping, biology, botany, calligraphy, carpentry, ceramics,
chemistry, chess, cinema, climate, climate change, cooking, cryptography, cycling, dance, design, drama, drawing,
ecology, economics, farming, fencing, film, fishing, folklore, gardening, geology, geometry, glass, history, hiking,
jazz, judo, knitting, law, linguistics, logic, magic, mathematics, medicine, music, mythology, opera, optics, origami,
painting, philosophy, photography, physics, poetry, pottery, printing, robotics, rowing, sailing, sculpture, sewing,
singing, statistics, surfing, swimming, tennis, theatre, topology, trade, translation, travel, typography, weaving,
wine, writing, yoga, artificial intelligence, renewable energy, solar power, electric cars, housing, urban planning,
public transport, mental health, sleep, vaccines, healthy ageing, remote work, time management, leadership,
project management, negotiation, public speaking, personal finance, taxes, pensions, inflation, small business,
start-ups, e-commerce, cyber security, data protection, privacy, open source, cloud computing, quantum computing,
space travel, oceans, biodiversity, recycling, zero waste, water, forests, street art, fashion, architecture,
interior design, local history, genealogy, human rights, migration, democracy, elections, education, parenting,
childcare, nutrition, vegan cooking, coffee, tea, cheese, craft beer, board games, video games, comics,
science fiction, crime novels, film music, classical music, hip-hop, folk music, folk dance, street food,
sign language, storytelling, mindfulness, first aid, bike repair, home brewing, birdwatching, mushrooms, wildlife,
dinosaurs, volcanoes
"""

EVENT_KINDS = """
Workshop, Lecture, Concert, Festival, Meeting, Seminar, Exhibition, Conference, Tour, Course, Class, Meetup, Fair,
Gala, Symposium, Summit, Webinar, Retreat, Hackathon, Competition, Tournament, Camp, Evening, Weekend, Show, Panel,
Talk, Forum, Congress, Market
"""

EVENTS = """
Jazz Night, Open Mic Night, Pub Quiz, Book Club, Film Night, Summer Party, Christmas Party, Office Party, Garage Sale,
Flea Market, Farmers Market, Charity Run, Fun Run, Half Marathon, Bake Sale, Bake Off, Wine Tasting, Beer Festival,
Food Truck Rally, Street Food Fest, Science Slam, Poetry Slam, Startup Weekend, Demo Day, Career Fair, Job Fair,
Open House, Open Day, Parents' Evening, School Play, Graduation Ceremony, Prom Night, Wedding Reception, Baby Shower,
Housewarming, Birthday Bash, Family Reunion, Class Reunion, Board Meeting, Annual General Meeting, Town Hall,
All Hands, Team Offsite, Sprint Review, Kick-off Meeting, Quarterly Review, Budget Planning, Product Launch,
Press Conference, Award Ceremony, Gala Dinner, Fundraiser, Auction Night, Blood Drive, Beach Clean-up,
Tree Planting Day, Repair Café, Clothes Swap, Seed Swap, Knitting Circle, Salsa Night, Karaoke Night, Comedy Night,
Battle of the Bands, Battle of the Books, Choir Rehearsal, Carol Concert, Easter Egg Hunt, Halloween Parade,
Lantern Parade, Pride Parade, Carnival, Oktoberfest, Winter Market, Spring Fair, Harvest Festival, Kite Festival,
Film Festival, Fashion Week, Art Basel, Long Night of Museums, Museum Night, Gallery Opening, Vernissage, Chess Open,
Tennis Open, Golf Day, Regatta, Rowing Gala, Swim Meet, Sports Day, Bike to Work Day, City Cycling Tour, Ghost Walk,
Stargazing Night, Nature Walk, Bird Count, Safety Training, First Aid Course, Fire Drill, Yoga Retreat, Silent Disco,
Tech Talk, Code Camp, Game Jam, PyCon, Data Summit, Founders Breakfast, Ladies' Lunch, Coffee Morning,
Speed Networking, Language Exchange, Trivia Tuesday, Taco Tuesday, Burns Night, Chinese New Year Gala, Diwali Dinner,
Iftar Evening
"""

TAGS = """
urgent, new, sale, gift, fragile, heavy, online, local, private, public, weekly, yearly, free, premium, outdoor,
indoor, family, student, senior, beginner, expert, work, personal, home, travel, health, finance, food, vegan, summer,
winter, limited, bestseller, clearance, draft, important, low priority, high priority, bug, feature, question,
follow-up, internal, external, legal, marketing, design, backend, frontend, organic, refurbished, imported, handmade,
waterproof, kids, pets
"""

INSTRUMENTS = """
piano, grand piano, upright piano, keyboard, organ, harpsichord, accordion, violin, viola, cello, double bass, guitar,
acoustic guitar, electric guitar, bass guitar, classical guitar, ukulele, banjo, mandolin, harp, lute, sitar, flute,
piccolo, recorder, clarinet, bass clarinet, oboe, bassoon, saxophone, alto saxophone, tenor sax, trumpet, cornet,
trombone, French horn, tuba, euphonium, drums, snare drum, bongos, congas, djembe, tabla, timpani, xylophone,
vibraphone, marimba, glockenspiel, triangle, tambourine, cymbals, maracas, harmonica, bagpipes, didgeridoo, theremin,
synthesizer, pan flute, zither, hurdy-gurdy, melodica, kalimba, steel drum, cajón, erhu, koto, oud, balalaika,
bodhrán, alto flute, bass flute, cor anglais, contrabassoon, soprano saxophone, baritone saxophone, flugelhorn,
alphorn, sousaphone, bugle, viola da gamba, twelve-string guitar, lap steel guitar, slide guitar, bouzouki, charango,
dulcimer, autoharp, shamisen, pipa, guzheng, santoor, sarod, tambura, shakuhachi, bansuri, tin whistle, ocarina,
concertina, bandoneon, celesta, clavichord, Hammond organ, church organ, electric piano, drum machine, bass drum,
tom-toms, hi-hat, gong, castanets, cowbell, wood block, handpan, singing bowl, mbira, kazoo, Jew's harp, musical saw,
nyckelharpa, lyre
"""

GENRES = """
thriller, crime, mystery, romance, romantic comedy, comedy, drama, horror, science fiction, sci-fi, fantasy,
historical fiction, biography, memoir, documentary, western, musical, animation, adventure, action, war, satire,
poetry, young adult, children's, graphic novel, travel writing, self-help, true crime, film noir, jazz, blues, rock,
punk rock, heavy metal, pop, indie pop, folk, country, soul, funk, hip-hop, rap, reggae, techno, house, ambient,
classical, opera, baroque, bossa nova, salsa, flamenco, K-pop, gospel, R&B, disco, drum and bass, grunge, ska,
dystopian, magical realism, short stories, cosy mystery, legal thriller, spy novel, space opera, steampunk, cyberpunk,
urban fantasy, fairy tale, epic, gothic novel, chick lit, cookbook, essay, reportage, road movie, slapstick, anime,
manga, sitcom, soap opera, quiz show, reality TV, talk show, docudrama, stand-up comedy, political satire,
family saga, coming-of-age, arthouse, silent film, superhero, zombie, vampire, psychological thriller, dark comedy,
period drama, Nordic noir, swing, bebop, chamber music, electronica, trance, dubstep, afrobeat, fado, tango,
bluegrass, synth-pop, new wave, post-rock, metalcore, lo-fi, trap, drill, dancehall, chanson
"""

SYMPTOMS = """
headache, migraine, fever, high fever, cough, dry cough, sore throat, runny nose, blocked nose, sneezing, chills,
sweating, night sweats, fatigue, tiredness, dizziness, vertigo, nausea, vomiting, diarrhoea, constipation,
stomach ache, abdominal pain, cramps, heartburn, bloating, loss of appetite, weight loss, weight gain, chest pain,
shortness of breath, wheezing, palpitations, rapid heartbeat, back pain, lower back pain, neck pain, stiff neck,
joint pain, knee pain, shoulder pain, muscle aches, swollen ankles, swelling, numbness, tingling fingers, weakness,
tremor, blurred vision, double vision, red eyes, itchy eyes, dry eyes, earache, ringing in the ears, hearing loss,
toothache, bleeding gums, dry mouth, mouth ulcers, hoarseness, difficulty swallowing, rash, itching, hives, dry skin,
bruising, acne, hair loss, insomnia, trouble sleeping, anxiety, low mood, irritability, confusion, memory loss,
poor concentration, fainting, seizures, nosebleeds, frequent urination, blood in urine, thirst, hot flushes,
pale skin, jaundice, leg cramps, sprained ankle, sunburn, swollen glands, loss of smell, loss of taste,
sensitivity to light, burning sensation, indigestion, hiccups, snoring, restless legs, cold hands, cold sweats,
hot flashes, dry throat, hacking cough, chesty cough, stuffy ears, sinus pressure, throbbing headache, dull ache,
sharp stomach pain, lump in the throat, metallic taste, bad breath, sore gums, chapped lips, cracked heels, blisters,
warts, peeling skin, brittle nails, swollen feet, puffy eyes, watery eyes, floaters, flashes of light, tunnel vision,
drooping eyelid, facial pain, jaw pain, wrist pain, hip pain, heel pain, sciatic pain, muscle weakness,
muscle twitching, clumsiness, unsteady gait, slurred speech, brain fog, panic attacks, mood swings, nightmares,
sleepwalking, excessive sleepiness, poor appetite, sugar cravings, black stools, painful urination, missed period,
breast lump, swollen tonsils, fast breathing, chest tightness, coughing up blood
"""

DISEASES = """
asthma, diabetes, type 2 diabetes, type 1 diabetes, hypertension, high blood pressure, influenza, flu, common cold,
COVID-19, bronchitis, pneumonia, tuberculosis, tonsillitis, sinusitis, hay fever, eczema, psoriasis, arthritis,
rheumatoid arthritis, osteoporosis, gout, anaemia, leukaemia, lymphoma, breast cancer, melanoma, epilepsy,
Parkinson's disease, Alzheimer's, dementia, multiple sclerosis, stroke, heart failure, atrial fibrillation, angina,
heart attack, kidney stones, chronic kidney disease, hepatitis B, cirrhosis, gallstones, appendicitis,
Crohn's disease, ulcerative colitis, irritable bowel syndrome, coeliac disease, gastritis, food poisoning, norovirus,
measles, mumps, chickenpox, shingles, malaria, dengue fever, Lyme disease, meningitis, depression, bipolar disorder,
anxiety disorder, ADHD, autism, migraine, glaucoma, cataracts, conjunctivitis, ear infection, urinary tract infection,
sleep apnoea, thyroiditis, hypothyroidism, lupus, endometriosis, sciatica, carpal tunnel syndrome, tendonitis,
concussion, broken wrist, fractured rib, scoliosis, varicose veins, whooping cough, scarlet fever, peanut allergy,
lactose intolerance, latex allergy, bee sting allergy, croup, laryngitis, pleurisy, COPD, emphysema,
pulmonary embolism, deep vein thrombosis, myocarditis, aortic stenosis, aneurysm, hay asthma, haemophilia,
sickle cell disease, thalassaemia, lung cancer, prostate cancer, colon cancer, ovarian cancer, skin cancer,
brain tumour, bladder cancer, pancreatitis, hernia, hiatal hernia, diverticulitis, haemorrhoids, stomach ulcer,
hepatitis C, HIV, syphilis, cholera, typhoid, yellow fever, rabies, tetanus, polio, rubella, mononucleosis, impetigo,
scabies, ringworm, athlete's foot, rosacea, vitiligo, frostbite, heat stroke, dehydration, osteoarthritis,
fibromyalgia, bursitis, tennis elbow, torn ligament, slipped disc, whiplash, dislocated shoulder, broken leg,
broken arm, Bell's palsy, narcolepsy, OCD, PTSD, schizophrenia, anorexia, bulimia, dyslexia, macular degeneration,
tinnitus, vertigo, PCOS, pre-eclampsia, anaphylaxis, sepsis
"""

MEDICINES = """
ibuprofen, paracetamol, acetaminophen, aspirin, amoxicillin, penicillin, azithromycin, doxycycline, metformin,
insulin, atorvastatin, simvastatin, lisinopril, ramipril, amlodipine, bisoprolol, metoprolol, losartan, omeprazole,
pantoprazole, ranitidine, levothyroxine, prednisone, prednisolone, hydrocortisone, salbutamol, montelukast,
cetirizine, loratadine, fexofenadine, sertraline, fluoxetine, citalopram, escitalopram, venlafaxine, diazepam,
lorazepam, zolpidem, melatonin, gabapentin, pregabalin, tramadol, codeine, morphine, naproxen, diclofenac, warfarin,
apixaban, clopidogrel, heparin, furosemide, spironolactone, allopurinol, methotrexate, adalimumab, iron tablets,
vitamin D, vitamin B12, folic acid, magnesium, zinc, probiotics, cough syrup, nasal spray, eye drops, loperamide,
ondansetron, aciclovir, fluconazole, nystatin, digoxin, lithium, clonazepam, Ritalin, cefuroxime, ciprofloxacin,
clarithromycin, nitrofurantoin, trimethoprim, vancomycin, enalapril, candesartan, valsartan, verapamil, diltiazem,
carvedilol, propranolol, rosuvastatin, pravastatin, ezetimibe, gliclazide, sitagliptin, empagliflozin, semaglutide,
liraglutide, rivaroxaban, dabigatran, ticagrelor, duloxetine, mirtazapine, bupropion, amitriptyline, paroxetine,
trazodone, quetiapine, olanzapine, risperidone, aripiprazole, haloperidol, valproate, carbamazepine, lamotrigine,
levetiracetam, topiramate, methylphenidate, levodopa, donepezil, sumatriptan, celecoxib, colchicine, budesonide,
fluticasone, tiotropium, dexamethasone, tamoxifen, letrozole, finasteride, tamsulosin, sildenafil, oxycodone,
fentanyl, buprenorphine, naloxone, metoclopramide, domperidone, famotidine, lactulose, senna, mebendazole, ivermectin,
hydroxychloroquine, oseltamivir, chamomile tea, calcium, omega-3, EpiPen, Ventolin, Tylenol, Advil, Voltaren
"""

SOFTWARE = """
Photoshop, Illustrator, InDesign, Premiere Pro, Lightroom, Figma, Sketch, Canva, Blender, AutoCAD, SketchUp,
SolidWorks, MATLAB, Excel, Word, PowerPoint, Outlook, OneNote, Teams, Slack, Zoom, Skype, Discord, Trello, Asana,
Jira, Confluence, Notion, Evernote, Obsidian, Todoist, Dropbox, Google Drive, Google Docs, OneDrive, Salesforce,
HubSpot, SAP, QuickBooks, Xero, Zendesk, Mailchimp, WordPress, Shopify, Magento, Drupal, GitHub, GitLab, Bitbucket,
Jenkins, Docker, Kubernetes, Terraform, Ansible, Grafana, Prometheus, Splunk, Tableau, Power BI, Looker, Snowflake,
BigQuery, PostgreSQL, MySQL, MongoDB, Redis, Elasticsearch, Kafka, Visual Studio Code, IntelliJ IDEA, PyCharm,
Eclipse, Xcode, Android Studio, Unity, Unreal Engine, Godot, Windows 11, Ubuntu, Debian, macOS Sonoma, Android, iOS,
Chrome, Firefox, Safari, Edge, Thunderbird, LibreOffice, GIMP, Inkscape, Audacity, Ableton Live, Logic Pro,
GarageBand, FL Studio, OBS Studio, VLC, Spotify, Netflix, WhatsApp, Signal, Telegram, Duolingo, Strava, Steam,
Minecraft, Zotero, Overleaf, RStudio, Jupyter, SPSS, Stata, QGIS, ArcGIS, 1Password, Bitwarden, LastPass, NordVPN,
Acrobat Reader, DocuSign, Calendly, Miro, Airtable, Zapier, Stripe, PayPal
"""

SKILLS = """
Python, Java, JavaScript, TypeScript, C++, C#, Go, Rust, Ruby, PHP, Swift, Kotlin, Scala, R, SQL, HTML, CSS, React,
Angular, Vue, Node.js, Django, Flask, Spring, .NET, Docker, Kubernetes, AWS, Azure, Google Cloud, Linux, Git, CI/CD,
Terraform, machine learning, deep learning, PyTorch, TensorFlow, data analysis, data visualisation, statistics, Excel,
PowerPoint, Tableau, Power BI, SAP, Salesforce, project management, Scrum, Kanban, agile coaching, product management,
UX design, UI design, Figma, Photoshop, video editing, photography, copywriting, technical writing, editing,
proofreading, translation, SEO, content marketing, social media, e-mail marketing, Google Ads, negotiation, sales,
cold calling, customer service, public speaking, teaching, mentoring, leadership, team building, recruiting, payroll,
bookkeeping, accounting, budgeting, financial modelling, auditing, risk analysis, contract law, conflict resolution,
first aid, CPR, forklift driving, welding, carpentry, plumbing, electrical wiring, CNC milling, AutoCAD, SolidWorks,
3D modelling, cooking, food hygiene, barista skills, event planning, fundraising, time management, problem solving,
German, Spanish, fluent French, sign language, touch typing, driving licence, penetration testing, network security,
GraphQL, REST APIs, Kafka, Spark, Hadoop, NumPy, pandas, MATLAB, Perl, Bash, Excel macros
"""

JOBS = """
accountant, actor, architect, astronomer, baker, barber, biologist, bookseller, botanist, builder, butcher, carpenter,
chemist, clerk, coach, cook, dancer, dentist, designer, detective, doctor, driver, economist, editor, electrician,
engineer, farmer, firefighter, gardener, geologist, historian, illustrator, journalist, judge, lawyer, lecturer,
librarian, linguist, locksmith, mathematician, mechanic, miner, musician, nurse, optician, painter, pharmacist,
photographer, physicist, pilot, plumber, poet, potter, programmer, publisher, ranger, sailor, sculptor, secretary,
shepherd, singer, surgeon, surveyor, tailor, teacher, translator, waiter, weaver, welder, writer, zoologist,
software engineer, software developer, backend developer, frontend developer, full-stack developer, web developer,
mobile developer, data scientist, data analyst, data engineer, machine learning engineer, DevOps engineer,
systems administrator, network engineer, security analyst, IT consultant, QA tester, product manager, product owner,
project manager, program manager, scrum master, UX designer, UI designer, graphic designer, interior designer,
fashion designer, game designer, copywriter, content manager, social media manager, marketing manager, brand manager,
sales manager, sales representative, account manager, account executive, customer support agent, call centre agent,
office manager, executive assistant, personal assistant, receptionist, HR manager, recruiter, payroll specialist,
bookkeeper, auditor, tax advisor, financial analyst, investment banker, bank clerk, insurance broker, actuary,
real estate agent, property manager, estate agent, store manager, shop assistant, cashier, warehouse worker,
forklift operator, delivery driver, truck driver, bus driver, taxi driver, train driver, courier,
logistics coordinator, supply chain manager, buyer, factory worker, machine operator, production manager,
civil engineer, mechanical engineer, electrical engineer, chemical engineer, structural engineer, site manager,
construction worker, bricklayer, roofer, plasterer, tiler, joiner, glazier, scaffolder, crane operator,
landscape gardener, tree surgeon, florist, beekeeper, vet, veterinary nurse, zookeeper, dog groomer, dog walker,
primary school teacher, maths teacher, kindergarten teacher, teaching assistant, headmaster, university lecturer,
professor, researcher, postdoc, lab technician, PhD student, student, intern, apprentice, trainee, head nurse,
paediatrician, cardiologist, radiologist, anaesthetist, midwife, physiotherapist, occupational therapist,
psychologist, psychiatrist, paramedic, care worker, social worker, dietitian, personal trainer, yoga instructor,
swimming instructor, ski instructor, football coach, referee, lifeguard, chef, head chef, sous-chef, pastry chef,
waitress, bartender, barista, hotel manager, housekeeper, cleaner, janitor, caretaker, flight attendant,
air traffic controller, tour guide, travel agent, police officer, prison officer, security guard, soldier,
army officer, paralegal, solicitor, barrister, notary, court clerk, politician, mayor, diplomat, civil servant,
priest, rabbi, imam, news anchor, radio presenter, film director, producer, screenwriter, sound engineer,
video editor, cameraman, stage manager, violinist, pianist, opera singer, DJ, music teacher, make-up artist,
hairdresser, beautician, tattoo artist, nanny, au pair, childminder, housewife, stay-at-home dad, retired teacher,
pensioner, freelancer, consultant, entrepreneur, founder, CEO, CTO, CFO, managing director, head of sales,
head of marketing, vice president, chief of staff, team lead, shift supervisor, blacksmith, goldsmith, watchmaker,
shoemaker, upholsterer, violin maker, cobbler, chimney sweep, fisherman, lumberjack, winemaker, brewer, cheesemaker,
marine biologist, archaeologist, anthropologist, sociologist, statistician, cartographer, meteorologist, astronaut,
ornithologist, curator, archivist, museum guide, auctioneer, antiques dealer, private investigator, bodyguard,
stuntman, model, influencer, blogger, podcaster, comedian, magician, clown, acrobat, puppeteer, solar panel installer,
wind turbine technician, boiler engineer, lift engineer, optometrist, orthodontist, audiologist, speech therapist,
sommelier, food critic, procurement officer, compliance officer, data protection officer, quality inspector
"""

JOB_LEVELS = """
senior, junior, lead, chief, assistant, head, principal, deputy, trainee, part-time, freelance, retired, former,
associate, staff, regional
"""

DEPARTMENTS = """
Sales, Marketing, Finance, Accounting, Human Resources, HR, IT, IT Support, Engineering, Research and Development,
R&D, Legal, Procurement, Purchasing, Logistics, Shipping, Customer Service, Customer Support, Customer Success,
Operations, Production, Manufacturing, Quality Assurance, Design, Product, Product Management, Data Science,
Data Platform, Security, Facilities, Administration, Public Relations, Communications, Internal Audit, Compliance,
Training, Learning and Development, Business Development, Strategy, Payroll, Accounts Payable, Treasury,
Investor Relations, Corporate Communications, Supply Chain, Warehouse, Maintenance, Field Service, Technical Support,
Infrastructure, DevOps, Mobile, Web, Platform, Growth, Partnerships, Content, Editorial, Events, Radiology,
Cardiology, Neurology, Oncology, Paediatrics, Surgery, Emergency, Intensive Care, Orthopaedics, Dermatology,
Maternity, Pharmacy, Pathology, Physics, Chemistry, Biology, Mathematics, Computer Science, History, Modern Languages,
Philosophy, Economics, Law, Medicine, Music, Fine Arts, Admissions, Alumni Relations, Housekeeping, Front Office,
Kitchen, Food and Beverage, Homicide, Traffic, Parks and Recreation, Public Works, Planning, Housing, Transport,
Education, Electronics, Menswear, Womenswear, Toys, Home and Garden, Bakery, Produce, Deli, Returns, Billing, Claims,
Underwriting, Risk Management, Trading, Wealth Management, Private Banking, Fundraising, Volunteering, Sustainability,
Innovation Lab
"""

BRANDS = """
Apple, Samsung, Sony, Panasonic, Philips, Bosch, Siemens, Miele, Braun, Dyson, Nokia, Motorola, Huawei, Xiaomi,
OnePlus, LG, Lenovo, Dell, HP, Acer, Asus, Microsoft, Google, Logitech, Canon, Nikon, Leica, GoPro, Garmin, Fitbit,
JBL, Bose, Sonos, Sennheiser, Yamaha, Fender, Gibson, Steinway, Casio, Seiko, Rolex, Omega, Swatch, Nike, Adidas,
Puma, Reebok, Asics, New Balance, Under Armour, Patagonia, The North Face, Columbia, Jack Wolfskin, Levi's, H&M, Zara,
Uniqlo, Gucci, Prada, Chanel, Hermès, Burberry, Hugo Boss, Ralph Lauren, Ray-Ban, IKEA, Tefal, Le Creuset, WMF,
Tupperware, KitchenAid, DeLonghi, Nespresso, Lavazza, Illy, Nestlé, Danone, Kellogg's, Heinz, Barilla, Lindt, Milka,
Haribo, Coca-Cola, Pepsi, Red Bull, Heineken, Guinness, Lego, Playmobil, Mattel, Hasbro, Ravensburger, Nintendo,
Makita, DeWalt, Black & Decker, Stanley, Stihl, Husqvarna, Gardena, Kärcher, 3M, Bic, Faber-Castell, Montblanc,
Moleskine, Pampers, Nivea, L'Oréal, Dove, Gillette, Oral-B, Colgate, Bayer, Pfizer, Roche, Novartis, BASF, Lufthansa,
Ryanair, Michelin, Pirelli, Continental, Shell, Total, Visa, Mastercard, Vodafone, Orange, Airbus, Boeing,
Caterpillar, Hitachi, Toshiba, Sharp, Whirlpool, Electrolux, Smeg, Vitra, Thonet, Samsonite, Rimowa, Deuter, Osprey,
Shimano, Brompton, Trek, Giant, Salomon, Rossignol, Burton, Wilson, Head, Babolat, Speedo, Decathlon, Marshall,
Roland, Korg, Anker, Kindle, Roku, Tesla
"""

SUFFIXES = """
Ltd, Ltd, Limited, Inc, Inc, LLC, Corp, PLC, plc, GmbH, GmbH, AG, KG, GmbH & Co. KG, SE, SA, SARL, SAS, SpA, Srl, BV,
NV, AB, AS, A/S, ApS, Oy, Oyj, SL, Lda, Ltda, Pty Ltd, Pvt Ltd, KK, Group, Holding, Holdings, & Co, eG, mbH, OHG, Kft,
Zrt, doo
"""

TRADES = """
Logistics, Consulting, Solutions, Technologies, Systems, Software, Labs, Studios, Design, Media, Partners, Industries,
Electronics, Motors, Energy, Solar, Foods, Bakery, Coffee, Brewery, Winery, Farms, Gardens, Furniture, Interiors,
Builders, Construction, Plumbing, Roofing, Heating, Electric, Painters, Properties, Real Estate, Insurance, Bank,
Capital, Ventures, Investments, Legal, Law, Accounting, Tax Services, Dental, Clinic, Pharmacy, Health, Medical,
Biotech, Pharma, Fitness, Sports, Cycles, Outdoor, Travel, Airlines, Tours, Hotels, Catering, Events, Music, Books,
Publishing, Press, Print, Photography, Films, Games, Toys, Fashion, Textiles, Shoes, Jewellers, Optics, Watches,
Tools, Steel, Metals, Plastics, Chemicals, Packaging, Freight, Shipping, Couriers, Transport, Taxi, Autos, Garage,
Tyres, Robotics, Aerospace, Analytics, Data, Cloud, Security, Telecom, Networks, Recycling, Cleaning,
Facility Services, Staffing, Academy, Institute, Foundation, Trust, International, Global, Brothers, Digital,
Supplies, Trading, Imports, Machinery, Engineering, Architects, Landscaping, Nursery, Veterinary, Pet Care
"""

NAME_STARTS = """
Bright, Blue, Green, Red, Silver, Golden, Clear, Swift, North, South, East, West, Iron, Stone, Oak, Pine, River, Lake,
Ocean, Sun, Moon, Star, Sky, Cloud, Wind, Fire, Snow, Rain, True, Prime, First, Next, New, Open, Smart, Quick, Deep,
High, Wild, Urban, Metro, Terra, Nova, Alpha, Omni, Peak, Summit, Harbor, Copper, Crystal, Data, Net, Eco, Bio, Med,
Agri, Aero, Hydro, Cyber, Pixel, Happy, Honest, Little, Grand, Royal, Nordic, Atlantic, Pacific, Alpine, Velvet,
Lucky, Humble, Rapid, Solid, Quiet
"""

NAME_ENDS = """
Path, Bridge, Wave, Field, Stone, Leaf, Tree, Forest, Hill, Peak, Point, Gate, Port, Harbor, Light, Spark, Mind,
Works, Ware, Soft, Tech, Logic, Link, Line, Ship, Cart, Box, Nest, Hive, Den, Fox, Wolf, Bear, Owl, Hawk, Lion, Fish,
Whale, Horse, Wheel, Craft, Forge, Mill, Kitchen, Table, House, Home, Yard, Street, Square, Star, Moon, River, Creek,
Bay, Shore, Sail, Anchor, Arrow, Shield, Key, Lock, Crown, Root, Seed, Bloom, Rose, Berry, Apple, Bean, Cup, Loop,
Grid, Stack, Byte
"""

DOMAIN_PARTS = """
tech, labs, group, media, shop, design, law, health, consulting, mail, works, online, studio, foods, energy, school,
uni, hotel, travel
"""

URL_PATHS = """
about, contact, products, shop, blog, news, events, docs, docs/api, login, signup, register, pricing, careers, jobs,
help, faq, support, en/home, de/start, category/shoes, item, order, cart, checkout, user, profile, search?q=lamp,
gallery, downloads, index.html, team, press, privacy, terms, rsvp, tickets, menu, book, booking, watch, p, posts,
2024/05/update, v2/users, status, install, README.md, reports/annual.pdf
"""

NICKNAMES = """
Ace, Bean, Bear, Beezy, Bibi, Big Al, Birdie, Biscuit, Bobby, Boomer, Bubba, Buddy, Bug, Buzz, Captain, Champ, Chief,
Chip, Coco, Cookie, Daisy, Dash, Dizzy, Doc, Dodo, Duke, Dusty, Fizz, Flash, Fritz, Gigi, Ginger, Goose, Gus, Hank,
Hawk, Honey, Jazz, JJ, Jojo, Junior, Kiki, Kit, Kitty, Lefty, Lolo, Lou, Lucky, Lulu, Mac, Maddy, Mimi, Moose, Mouse,
Nana, Ned, Nono, Nugget, Old Joe, Otis, Peanut, Pepper, Pip, Pixie, Poppy, Princess, Pumpkin, Red, Rex, Rocket, Rocky,
Rusty, Scooter, Scout, Shorty, Skip, Slim, Smiley, Snoopy, Socks, Sparky, Speedy, Spike, Squirrel, Sunny, Tank, Teddy,
The Professor, Tiger, Tiny, Toto, Trixie, Whiskers, Wiz, Woody, Ziggy, Zuzu, Bella, Luna, Simba, Oreo, Mochi, Felix,
Max, Bruno, Rufus, Milo, Shadow, Snowball, Patches, Fluffy, Bärli, Schatzi, Minou, Loulou, Nacho, Paco, Chiqui, Tito,
Babs, Smokey, Tex, Slick, Ozzy, Binx, Waffles, Pickles, Noodle, Marshmallow, Sushi, Tofu, Ringo
"""

CITIES = """
Aachen, Accra, Adelaide, Alexandria, Algiers, Amsterdam, Ankara, Antwerp, Athens, Auckland, Austin, Baltimore,
Bangkok, Barcelona, Basel, Beijing, Belfast, Belgrade, Bergen, Berlin, Bern, Bilbao, Bogotá, Bologna, Bombay, Bonn,
Bordeaux, Boston, Bremen, Brighton, Bristol, Brussels, Bucharest, Budapest, Cairo, Calgary, Cambridge, Canberra,
Cape Town, Cardiff, Casablanca, Chicago, Cologne, Copenhagen, Cork, Dakar, Dallas, Damascus, Darwin, Delhi, Denver,
Detroit, Dhaka, Dresden, Dublin, Durban, Edinburgh, Florence, Frankfurt, Frankfurt am Main, Geneva, Genoa, Ghent,
Glasgow, Granada, Graz, Hamburg, Hanoi, Havana, Helsinki, Ho Chi Minh City, Hong Kong, Houston, Istanbul, Jakarta,
Jerusalem, Kabul, Karachi, Kiel, Kigali, Krakow, Kuala Lumpur, Kyoto, La Paz, Lagos, Las Vegas, Leeds, Leipzig, Lima,
Lisbon, Liverpool, London, Los Angeles, Lyon, Madrid, Malaga, Malmö, Manchester, Manila, Marseille, Melbourne,
Mexico City, Miami, Milan, Minsk, Monaco, Montreal, Moscow, Mumbai, Munich, Nairobi, Nantes, Naples, New Delhi,
New Orleans, New York, New York City, Newcastle upon Tyne, Nice, Osaka, Oslo, Ottawa, Oxford, Palermo, Paris, Perth,
Phoenix, Porto, Portland, Prague, Quebec City, Quito, Reykjavik, Riga, Rio de Janeiro, Rome, Rotterdam,
Saint Petersburg, Salt Lake City, Salzburg, San Diego, San Francisco, Santiago, Santiago de Compostela, São Paulo,
Seattle, Seoul, Seville, Shanghai, Singapore, Sofia, St. Gallen, Stockholm, Stratford-upon-Avon, Stuttgart, Sydney,
Tallinn, Tampa, Tel Aviv, The Hague, Tokyo, Toronto, Toulouse, Trieste, Tripoli, Tunis, Turin, Utrecht, Valencia,
Vancouver, Venice, Verona, Vienna, Vilnius, Warsaw, Washington, Washington DC, Wellington, York, Zagreb, Zurich,
Zürich, Aix-en-Provence, Århus, Ålesund, Győr, Łódź, Besançon, Cádiz, Córdoba, Düsseldorf, Göttingen, Köln, Lübeck,
Nuremberg, Würzburg, Bath, Exeter, Norwich, Inverness, Galway, Limerick, Boulder, Santa Fe, Santa Barbara, Savannah,
Charleston, Madison, Ann Arbor, Buffalo, Albany, Boise, Tucson
"""

COUNTRIES = """
Argentina, Australia, Austria, Belgium, Brazil, Canada, Chile, China, Colombia, Costa Rica, Croatia, Cuba, Cyprus,
Czech Republic, Czechia, Denmark, Ecuador, Egypt, England, Estonia, Ethiopia, Finland, France, Germany, Ghana,
Great Britain, Greece, Holland, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast,
Jamaica, Japan, Jordan, Kenya, Latvia, Lebanon, Lithuania, Luxembourg, Malaysia, Malta, Mexico, Morocco, Nepal,
Netherlands, New Zealand, Nigeria, Northern Ireland, Norway, Pakistan, Peru, Philippines, Poland, Portugal, Romania,
Russia, Saudi Arabia, Scotland, Senegal, Serbia, Singapore, Slovakia, Slovenia, South Africa, South Korea, Spain,
Sri Lanka, Sweden, Switzerland, Taiwan, Tanzania, Thailand, Tunisia, Turkey, Türkiye, UAE, Uganda, UK, Ukraine,
United Arab Emirates, United Kingdom, United States, United States of America, Uruguay, US, USA, Venezuela, Vietnam,
Wales
"""

STATES = """
Bavaria, Saxony, Hesse, Thuringia, North Rhine-Westphalia, Baden-Württemberg, Tyrol, Carinthia, Styria, Ontario,
Quebec, British Columbia, Alberta, Manitoba, Nova Scotia, New South Wales, Queensland, Tasmania, South Australia,
Western Australia, Andalusia, Catalonia, Galicia, Tuscany, Lombardy, Sicily, Sardinia, Piedmont, Veneto, Normandy,
Brittany, Provence, Alsace, Burgundy, Yorkshire, Cornwall, Kent, Devon, Surrey, Essex, Kerala, Punjab, Maharashtra,
Karnataka, Tamil Nadu, Gujarat, Goa, Jalisco, Oaxaca, Chiapas, Yucatán, Bahia, Minas Gerais, Paraná, Hokkaido,
Okinawa, Sichuan, Yunnan, Guangdong, CA, NY, TX, FL, WA, MA, IL, OR, NJ, PA, OH, GA, NC, CO, AZ, MI, MN, NSW, QLD, ON,
BC
"""

REGIONS = """
Black Forest, Lake District, Scottish Highlands, Cotswolds, Peak District, Loire Valley, Dordogne, Camargue,
Côte d'Azur, French Riviera, Costa Brava, Algarve, Alentejo, Basque Country, Dolomites, Cinque Terre, Amalfi Coast,
Lake Garda, Lake Como, Swiss Alps, Bernese Oberland, Engadin, Tyrolean Alps, Bavarian Alps, Harz, Baltic Sea coast,
North Sea coast, Lapland, Lofoten, Faroe Islands, Canary Islands, Mallorca, Ibiza, Corsica, Crete, Santorini,
Dalmatian coast, Istria, Transylvania, Carpathians, High Tatras, Cappadocia, Sinai, Sahara, Atlas Mountains,
Serengeti, Okavango Delta, Garden Route, Zanzibar, Seychelles, Maldives, Himalayas, Rajasthan, Kashmir, Bali, Borneo,
Phuket, Mekong Delta, Patagonia, Atacama Desert, Galápagos, Amazon basin, Yucatán Peninsula, Baja California,
Rocky Mountains, Grand Canyon, Yosemite, Yellowstone, Napa Valley, Silicon Valley, Cape Cod, Hudson Valley,
New England, Midwest, Bay Area, Florida Keys, Great Lakes, Outback, Great Barrier Reef, Fiordland, Middle East,
Southeast Asia, West Africa, Eastern Europe, Scandinavia, Iberian Peninsula, Balkans, Caribbean, Latin America
"""

NATIONALITIES = """
American, Argentine, Australian, Austrian, Bangladeshi, Belgian, Bolivian, Brazilian, British, Bulgarian, Cambodian,
Cameroonian, Canadian, Chilean, Chinese, Colombian, Costa Rican, Croatian, Cuban, Cypriot, Czech, Danish, Dominican,
Dutch, Ecuadorian, Egyptian, English, Estonian, Ethiopian, Filipino, Finnish, French, Georgian, German, Ghanaian,
Greek, Guatemalan, Haitian, Honduran, Hungarian, Icelandic, Indian, Indonesian, Iranian, Iraqi, Irish, Israeli,
Italian, Ivorian, Jamaican, Japanese, Jordanian, Kazakh, Kenyan, Korean, Kuwaiti, Latvian, Lebanese, Libyan,
Lithuanian, Malaysian, Maltese, Mexican, Mongolian, Moroccan, Namibian, Nepalese, New Zealander, Nicaraguan, Nigerian,
Norwegian, Pakistani, Palestinian, Panamanian, Paraguayan, Peruvian, Polish, Portuguese, Romanian, Russian, Rwandan,
Saudi, Scottish, Senegalese, Serbian, Singaporean, Slovak, Slovenian, Somali, South African, South Korean, Spanish,
Sri Lankan, Sudanese, Swedish, Swiss, Syrian, Taiwanese, Tanzanian, Thai, Tunisian, Turkish, Ugandan, Ukrainian,
Uruguayan, Uzbek, Venezuelan, Vietnamese, Welsh, Yemeni, Zambian, Zimbabwean
"""

LANGUAGES = """
English, French, German, Spanish, Italian, Portuguese, Brazilian Portuguese, Dutch, Swedish, Norwegian, Danish,
Finnish, Icelandic, Polish, Czech, Slovak, Hungarian, Romanian, Bulgarian, Serbian, Croatian, Slovenian, Albanian,
Greek, Turkish, Russian, Ukrainian, Arabic, Hebrew, Farsi, Urdu, Hindi, Bengali, Punjabi, Tamil, Telugu, Marathi,
Gujarati, Malayalam, Nepali, Sinhala, Thai, Vietnamese, Khmer, Lao, Burmese, Malay, Indonesian, Tagalog, Mandarin,
Cantonese, Mandarin Chinese, Japanese, Korean, Mongolian, Swahili, Yoruba, Igbo, Hausa, Amharic, Zulu, Xhosa,
Afrikaans, Somali, Latin, Ancient Greek, Esperanto, Irish, Welsh, Scottish Gaelic, Basque, Catalan, Swiss German,
sign language, American Sign Language
"""

STREETS = """
Abbey, Acorn, Alder, Apple, Arch, Ash, Aspen, Bay, Beech, Birch, Bridge, Brook, Canal, Castle, Cedar, Chapel, Cherry,
Church, Clay, Cliff, Clover, College, Copper, Coral, Cross, Dock, Dove, Eagle, East, Elder, Elm, Falcon, Farm, Fern,
Field, Forest, Fountain, Garden, Gate, Glen, Grove, Harbour, Hazel, Heath, High, Hill, Holly, Ivy, Juniper, King,
Lake, Laurel, Lily, Lime, Linden, Lower, Main, Maple, Market, Meadow, Mill, Moor, Moss, North, Oak, Olive, Orchard,
Park, Pear, Pine, Plum, Poplar, Priory, Queen, Quarry, Rail, Ridge, River, Rose, Rowan, Saddle, School, Silver, South,
Spring, Spruce, Station, Stone, Sunset, Temple, Thorn, Tower, Tulip, Union, Upper, Vale, Victoria, Vine, Violet,
Walnut, Water, West, Willow, Windmill, Wood, Yew, Baker, King's, Queen's, Church Hill, Old Mill, Mill Pond,
Station Hill, Washington, Lincoln, Jefferson, Franklin, Madison, First, Second, 5th, 42nd, 3rd, Seventh, North Main,
West End, East Bay, Old Town, New, Long, Short, Broad, Green, Albert, George, Prince, Duke, Cathedral, Cornmarket,
Bellevue, Highland, Lakeview, Riverside, Hillside, Woodland, Sycamore, Magnolia, Cypress, Dogwood, Peachtree, Palm,
Ocean, Beach, Harbor, Lighthouse, Fisherman's, Cooper, Tanner, Weaver, Potter, Hunter, Fox Hollow, Deer Run,
Bear Creek, Eagle Rock, Copper Beech, St. James, St John's, St. Mary's, Martin Luther King, Commerce, Industrial,
Airport, University, Library, Museum, Theatre, Pembroke, Regent, Oxford, Cambridge, Windsor, Clarence, Gloucester
"""

STREET_KINDS = """
Street, Street, Road, Road, Lane, Avenue, Avenue, Way, Square, St, Rd, Ave, Drive, Dr, Close, Court, Place, Terrace,
Crescent, Boulevard, Blvd, Row, Walk, Gardens, Grove, Hill, Parade, Mews, Circle, Highway, Parkway, Alley, Quay
"""

VENUES = """
Royal Albert Hall, Madison Square Garden, Carnegie Hall, Sydney Opera House, Elbphilharmonie, La Scala, Musikverein,
Konzerthaus, Philharmonie, Olympiastadion, Wembley Stadium, Camp Nou, Allianz Arena, Hyde Park, Central Park,
Tiergarten, Englischer Garten, Jardin du Luxembourg, Retiro Park, Golden Gate Park, British Museum, Louvre,
Tate Modern, Rijksmuseum, Prado Museum, Uffizi Gallery, MoMA, Guggenheim Museum, Kunsthaus, Natural History Museum,
Science Museum, Hotel Adler, Hotel Bellevue, Grand Hotel, Hotel Astoria, Park Inn, Hilton Garden Inn,
Marriott Downtown, Holiday Inn Express, Ritz-Carlton, Café Central, Café de Flore, Blue Bottle Café, Corner Café,
Luigi's, Mario's Pizzeria, Trattoria Roma, Chez Pierre, Le Petit Bistro, Golden Dragon, Taj Mahal, Sakura Sushi,
Taverna Athena, El Toro, La Cantina, Red Lion, White Hart, King's Arms, Fox and Hounds, Irish Pub, Beer Garden,
Rooftop Bar, Jazz Club, Blue Note, Cavern Club, Berghain, Paradiso, Melkweg, Town Hall, City Hall, Community Centre,
Village Hall, Public Library, Central Library, Main Auditorium, School Gym, Assembly Hall, Sports Centre,
Olympic Pool, Ice Rink, Tennis Club, Golf Club, Yacht Club, Marina, Old Harbour, Main Square, Market Square,
Fairground, Exhibition Centre, Convention Center, Trade Fair Grounds, Congress Hall, Innovation Hub, Impact Hub,
Coworking Space, Meeting Room Alpha, Boardroom, Cafeteria, Main Office, Head Office, Reception, Central Station,
Bus Station, Airport Lounge, Terminal 2, St. Mary's Church, St Paul's Cathedral, Holy Trinity Church, Blue Mosque,
Old Synagogue, University Library, Science Park, Botanical Garden, Zoo, Planetarium, Observatory, Odeon Cinema,
Roxy Theatre, Globe Theatre, Palace Theatre, Playhouse, Puppet Theatre, Open Air Stage, Amphitheatre,
Castle Courtyard, Orangery, Barn, Riverside Hall, Lakeside Pavilion, Sunset Beach
"""

VENUE_KINDS = """
Hall, Theatre, Arena, Stadium, Centre, Center, Hotel, Café, Park, Museum, Gallery, Library, Church, Club, School,
Hospital, Clinic, Restaurant, Pub, Bar, Inn, Garden, Gardens, Square, Castle, Palace, House, Pavilion, Auditorium,
Campus, College, Institute, Studio, Market, Station, Plaza, Tower, Lodge, Resort, Cinema, Opera House,
Community Centre, Conference Centre, Sports Hall, Town Hall
"""

AIRPORTS = """
JFK, LHR, CDG, FRA, MUC, AMS, MAD, BCN, FCO, MXP, ZRH, VIE, CPH, ARN, OSL, HEL, DUB, LGW, STN, MAN, EDI, BRU, LIS,
OPO, ATH, IST, SAW, WAW, KRK, PRG, BUD, OTP, SOF, BEG, ZAG, RIX, TLL, VNO, KBP, SVO, LED, DXB, DOH, AUH, RUH, CAI,
TLV, AMM, NBO, ADD, LOS, ACC, JNB, CPT, CMN, TUN, DEL, BOM, BLR, MAA, CCU, CMB, KTM, DAC, BKK, HKT, SIN, KUL, CGK,
DPS, MNL, SGN, HAN, HKG, TPE, PEK, PVG, CAN, ICN, NRT, HND, KIX, SYD, MEL, BNE, PER, AKL, LAX, SFO, SEA, PDX, LAS,
PHX, DEN, DFW, IAH, AUS, ORD, MSP, DTW, ATL, MIA, MCO, IAD, DCA, PHL, BOS, EWR, LGA, YYZ, YVR, YUL, YYC, MEX, CUN,
GRU, GIG, EZE, SCL, LIM, BOG, UIO, PTY, HAV, SJU, HNL, ANC, KEF, GVA, BSL, STR, DUS, CGN, HAM, BER, LEJ, NUE, HAJ,
LYS, NCE, MRS, TLS, BOD, NTE, BLQ, VCE, NAP, PSA, CTA, PMI, AGP, SVQ, VLC, BIO, ALC, IBZ, TFS, LPA, FAO
"""

CURRENCY_CODES = """
USD, EUR, GBP, CHF, JPY, CAD, AUD, NZD, SEK, NOK, DKK, PLN, CZK, HUF, INR, CNY, BRL, MXN, ZAR, TRY, KRW, SGD, HKD,
THB, ILS, AED
"""

CURRENCIES = """
euro, US dollar, dollar, pound, pound sterling, Swiss franc, franc, yen, yuan, rupee, Indian rupee, krona,
Swedish krona, Norwegian krone, Danish krone, zloty, Polish zloty, koruna, Czech koruna, forint, lira, Turkish lira,
peso, Mexican peso, Argentine peso, real, Brazilian real, rand, naira, cedi, shilling, Kenyan shilling, dirham, dinar,
riyal, shekel, baht, ringgit, rupiah, dong, won, Korean won, Hong Kong dollar, Singapore dollar, Canadian dollar,
Australian dollar, New Zealand dollar, ruble, hryvnia, leu, lev, lari, tenge, taka, bitcoin, ether, birr, sol,
guarani, colón, quetzal, bolívar, dram, manat, som, kip, riel, kyat, tugrik, ariary, kwanza, pula, metical
"""

OPINIONS = """
great, terrible, lovely, awful, amazing, disappointing, fantastic, mediocre, perfect, dreadful, decent, superb,
too small, too big, excellent, poor, very good, outstanding, rather bland, a bit noisy, overpriced, good value, cosy,
dated, spotless, dirty, reliable, flimsy, comfortable, uncomfortable
"""

PARTS = """
screen, battery, hinge, handle, lid, zip, strap, button, cable, charger, plug, left speaker, front wheel, back wheel,
brake, chain, motor, fan, filter, door, drawer, leg, cushion, cover, seam, sole, lens, keyboard, touchpad, display,
power supply, remote, hose, pump, blade, switch, seal, bulb, socket, camera, microphone, antenna, gearbox, tyre
"""

BODY = """
head, neck, shoulder, left shoulder, right arm, elbow, wrist, left wrist, hand, finger, thumb, chest, back,
lower back, hip, right hip, knee, left knee, ankle, right ankle, foot, toe, heel, ear, eye, jaw, tooth, stomach, calf,
thigh
"""

SPOTS = """
front door, back door, side gate, garage, porch, reception desk, neighbour's house, letterbox, shed, kitchen, balcony,
garden, driveway, lobby, loading bay, bus stop, main entrance, parking lot, basement, hallway, bike shed, top shelf,
fridge, security desk, concierge, mailbox
"""

TITLE_NOUNS = """
River, Garden, House, Mirror, Shadow, Star, Moon, Winter, Summer, Storm, Sea, Island, Bridge, Tower, Key, Letter, Map,
Ghost, King, Queen, Prince, Thief, Clock, Forest, Wolf, Raven, Fox, Lion, Dragon, Rose, Orchid, Stone, Diamond, Sword,
Crown, Throne, Ship, Train, Road, Journey, Dream, Memory, Secret, Promise, Silence, Song, Dance, Painter, Piano,
Violin, Lighthouse, Harbour, Desert, Mountain, Valley, Village, City, Street, Window, Door, Library, Book, Poem,
Widow, Daughter, Son, Sister, Brother, Stranger, Soldier, Doctor, Detective, Spy, Witness, Murder, Crime, Trial,
Robot, Machine, Planet, Comet, Galaxy, Signal, Code, Virus, Butterfly, Bee, Elephant, Whale, Horse, Feather, Lantern,
Candle, Fire, Rain, Snow, Hour, Day, Night, Morning, Feast, Kitchen, Apple, Orange, Wine, Umbrella, Balloon, Carousel,
Circus, Magician, Alchemist, Astronaut, Pilot, Captain, Gardener, Beekeeper, Bookseller
"""

TITLE_ADJECTIVES = """
Silent, Hidden, Broken, Golden, Silver, Crimson, Dark, Bright, Lost, Forgotten, Last, First, Secret, Invisible,
Burning, Frozen, Empty, Endless, Distant, Blue, Red, Black, White, Green, Wild, Gentle, Strange, Perfect, Ordinary,
Impossible, Dangerous, Quiet, Restless, Wandering, Sleeping, Dying, Ancient, New, Little, Great, Lonely, Happy,
Bitter, Sweet, Cold, Glass, Paper, Iron, Wooden, Midnight, Eternal, Second, Final, Hungry, Blind, Reluctant,
Accidental, Unlikely, Scarlet, Hollow, Electric, Infinite, Sudden, Borrowed, Stolen
"""

TITLE_PLACES = """
Dark, Garden, Sea, Mountains, North, South, Attic, Valley, Desert, Castle, City, Harbour, Forest, Island, Ocean,
Underworld, River, Library, Museum, Station, Moon, Mars, Sky, Jungle, Arctic, Orchard, Border, Lake, Village, Tower,
Cellar, Prison, Palace, Marsh, Canyon, Cathedral, Suburbs, Wilderness, Metro, Bay
"""

HANDLES = """
{first}.{last}, {first}.{last}, {first}.{last}, {first}, {f}.{last}, {f}{last}, {first}{l}, {last}.{first},
{first}_{last}, {first}-{last}, {first}{last}, {first}{last}{n}, {first}{y}, {last}{n}, {first}.{n}, {f}{l}{n},
{last}, {last}_{f}, {first}.{last}{n}, {first}{n}, {last}{y}, {first}.{l}
"""

# A make and its models in a line.

VEHICLES = """
Toyota: Corolla, Yaris, Camry, RAV4, Prius, Hilux, Land Cruiser, Aygo, C-HR, Highlander
Volkswagen: Golf, Polo, Passat, Tiguan, ID.3, ID.4, Up, Touran, Transporter, Beetle
VW: Golf GTI, Caddy, T-Roc, Sharan
Ford: Fiesta, Focus, Mustang, Kuga, Transit, F-150, Explorer, Puma, Mondeo, Ranger
BMW: 320d, X1, X3, X5, i3, i4, M3, 118i, 5 Series, Z4, R 1250 GS
Mercedes: A-Class, C-Class, E-Class, Sprinter, Vito, GLC, S 500
Mercedes-Benz: C 200, EQA, Actros, G-Class
Audi: A1, A3, A4, A6, Q3, Q5, Q7, e-tron, TT, RS6
Opel: Corsa, Astra, Insignia, Mokka, Zafira
Vauxhall: Corsa, Astra, Vivaro
Renault: Clio, Megane, Twingo, Captur, Kangoo, Zoe, Scenic, Master
Peugeot: 208, 308, 3008, 5008, Partner, 206
Citroën: C1, C3, C4 Cactus, Berlingo, 2CV, DS
Fiat: 500, Panda, Punto, Tipo, Ducato, Doblo
Alfa Romeo: Giulia, Giulietta, Stelvio, Spider
Ferrari: 488 GTB, F40, Roma, Testarossa
Lamborghini: Huracán, Urus
Porsche: 911, Cayenne, Macan, Taycan, Boxster, 911 Carrera
Škoda: Octavia, Fabia, Superb, Kodiaq, Enyaq, Yeti
Seat: Ibiza, Leon, Ateca, Alhambra
Dacia: Sandero, Duster, Logan, Spring
Volvo: V60, V70, XC40, XC60, XC90, 240, FH16
Saab: 900, 9-3, 9-5
Honda: Civic, Jazz, Accord, CR-V, HR-V, Fit, CBR600, Goldwing, Africa Twin
Nissan: Qashqai, Micra, Leaf, Juke, Note, Rogue, X-Trail, GT-R
Mazda: 2, 3, 6, CX-5, MX-5, CX-30, MX-5 Miata
Mitsubishi: Outlander, Pajero, Colt, Lancer, Space Star
Subaru: Outback, Forester, Impreza, Crosstrek
Suzuki: Swift, Vitara, Jimny, Ignis, Hayabusa
Hyundai: i10, i20, i30, Tucson, Kona, Ioniq 5, Santa Fe, Elantra
Kia: Picanto, Rio, Ceed, Sportage, Niro, EV6, Sorento, Soul
Tesla: Model 3, Model S, Model X, Model Y, Cybertruck
Chevrolet: Spark, Malibu, Camaro, Corvette, Silverado, Bolt, Impala
Dodge: Charger, Challenger, Ram 1500, Durango
Jeep: Wrangler, Renegade, Compass, Cherokee
Chrysler: 300C, Voyager, PT Cruiser
Cadillac: Escalade, CTS
Buick: Enclave, Regal
GMC: Sierra, Yukon
Lincoln: Navigator, Town Car
Land Rover: Defender, Discovery, Freelander
Range Rover: Evoque, Sport, Velar
Jaguar: XE, XF, F-Type, I-Pace, E-Type
Mini: Cooper, Cooper S, Countryman, Clubman
Rolls-Royce: Phantom, Ghost
Bentley: Continental GT, Bentayga
Aston Martin: DB9, Vantage
Lexus: RX 450h, IS 300, UX 250h
Smart: Fortwo, Forfour
Polestar: 2, 3
BYD: Dolphin, Seal, Atto 3
MG: ZS, MG4, B Roadster
Lada: Niva, Vesta
Tata: Nexon, Tiago, Indica
Mahindra: Scorpio, Thar, XUV700
Maruti: Swift Dzire, Alto, Baleno
Yamaha: MT-07, YZF-R1, Ténéré 700, XMAX 300
Kawasaki: Ninja 400, Z650, Versys
Ducati: Monster, Panigale V4, Scrambler
Harley-Davidson: Sportster, Fat Boy, Road King, Street Glide
KTM: Duke 390, 1290 Super Adventure
Triumph: Bonneville, Street Triple, Tiger 900
Vespa: Primavera, GTS 300, Sprint 125
Royal Enfield: Classic 350, Himalayan
MAN: TGX, TGE
Scania: R450, S730
Iveco: Daily, Stralis
John Deere: 6155R, 5075E
"""

# Free phrases, one a line; what is in braces is filled in.

NOTES = """
leave at the door
leave it at the {spot}
leave with the neighbour
ring twice
ring the bell at number {number}
please ring the bell twice
do not bend
handle with care
gift wrap please
please gift wrap the {item}
no onions
no {ingredient} please
extra {ingredient}
extra {ingredient} on the side
without {ingredient}
{ingredient} on the side
allergic to {ingredient}
nut allergy
well done please
call before delivery
call {first} on arrival
call me when you arrive
ask for {first} at the {spot}
ask for {person}
deliver after {time}
not before {time}
deliver on {day} only
use the {spot}
key is under the mat
key is with {first}
code for the gate is {number}
signature required
keep refrigerated
this side up
fragile, handle with care
please knock loudly
beware of the {animal}
the {animal} is friendly
no ice
oat milk instead of cow's milk
a table by the window
table near the {spot}
quiet room please
high floor if possible
late check-in around {time}
needs a cot
we are bringing a {animal}
vegetarian meal
wheelchair access needed
bring your own {item}
bring a {item}
bring {food} and {food}
parking in the {spot}
third floor, no lift
second floor, left
entrance on {street}
entrance through the {spot}
birthday present for {first}
from {first} with love
happy birthday {first}
thank you for everything
meet at the {spot}
prefers {colour}
in {colour} if possible
{colour} if available
please send an invoice to {company}
invoice to {company}
pay on collection
keep the change
cash only
contact {first} in {department}
returning customer
regular customer since {number} years ago
prefers mornings
only available on {day}
prefers to be called {first}
speaks no English
slice the {food}
cut in half
please replace {food} with {food}
no substitutions
contactless delivery
no plastic bags
put it in the {spot}
throw it over the fence
hide it behind the {spot}
window seat
aisle seat
extra legroom
has a peanut allergy
first visit
referred by {person}
see attachment
pending approval from {first}
waiting for {company}
approved by {person}
to be confirmed
engrave "{first}"
please assemble the {item}
take the old {item} away
spicy please
not too spicy
no cutlery needed
{number} forks please
doors open at {time}
dress code is smart casual
bring warm clothes
"""

COMMENTS = """
works perfectly
works like a charm
great value for money
would buy again
would not recommend
never again
broke after {number} days
broke after two weeks
stopped working after a month
stopped charging after {number} weeks
too small for me
runs a size large
fits perfectly
the {part} is {adjective}
the {part} feels cheap
the {part} came off
love the {colour} colour
colour is not as in the picture
smells of {food}
fast delivery
arrived a week late
arrived two days early
packaging was damaged
the {dish} was {adjective}
best {dish} in {city}
the {dish} was cold
the {dish} tasted of {ingredient}
friendly staff
rude waiter
{first} was very helpful
thanks to {first} for the help
service was slow
waited {number} minutes for the bill
room was {adjective}
room smelled of smoke
bed was too soft
lovely view of the {spot}
noisy {animal} next door
breakfast was {adjective}
close to the station
far from the centre
easy to set up
hard to clean
instructions are confusing
manual only in Chinese
better than my old {item}
my {animal} loves it
perfect gift for {first}
good but expensive
could be cheaper
does what it should
exceeded my expectations
not worth the money
sound is tinny
picture is sharp and clear
heats up quickly
very quiet
too loud at night
battery lasts all day
battery drains too fast
app keeps crashing
{software} does not recognise it
excellent teacher
{first} explains {topic} well
too much theory
boring from start to finish
could not put it down
weak ending
great acting, thin plot
music was too loud
beautiful photography
a must for fans of {topic}
clean and comfortable
the {part} squeaks
scratches easily
sturdy and well made
looks better in real life
customer service never answered
{company} refused a refund
refund came within {number} days
five minutes from {street}
kids loved it
a bit too sweet
needs more {ingredient}
fresh and crispy
portions are huge
tiny portions
highly recommended
decent for the price
"""

REASONS = """
wrong size
wrong colour
wrong {item} delivered
changed my mind
found it cheaper elsewhere
found it cheaper at {company}
arrived damaged
arrived with a broken {part}
{part} is missing
{part} does not fit
no longer needed
ordered twice by mistake
ordered by mistake
does not match the description
late delivery
delivery took {number} days
poor quality
flu
a bad cold
doctor's appointment
dentist appointment
family emergency
{first} is ill
sick child
child's birthday
moving to {city}
moving house
wedding of {first}
funeral in {city}
flight was cancelled
train was late
missed connection in {city}
strike
heavy snow
storm warning
traffic jam on {street}
car broke down
flat tyre
power cut
burst pipe
lost passport
lost the key to the {spot}
no internet at home
double booking
venue not available
not enough participants
too few registrations
speaker fell ill
{person} cannot make it
clash with {topic} class
budget cuts
project was cancelled
contract ended
new job at {company}
better offer from {company}
retirement
parental leave
burnout
poor reviews
price increase
too expensive
too far from work
missing features
switched to {software}
poor support
security concerns
payment failed
card expired
insufficient funds
address incomplete
recipient unknown
refused by {person}
customs documents missing
item out of stock
{item} out of stock
speeding
unpaid invoice {code}
hail damage
water damage in the {spot}
stolen from the {spot}
fell down the stairs
slipped on ice
food poisoning from {dish}
allergic to {animal} hair
allergic reaction to {ingredient}
"""

TASKS = """
buy {food}
buy {food} and {food}
buy a {item}
return the {item}
repair the {item}
clean the {spot}
paint the {spot} {colour}
water the plants
feed the {animal}
walk the {animal}
take the {animal} to the vet
call {first}
call {person} back
email {person} about {topic}
write to {company}
send the invoice to {company}
pay invoice {code}
review the report
review {first}'s slides
finish the slides for {day}
prepare the agenda
book a table at {place}
book a flight to {city}
book a hotel in {city}
renew passport
renew the insurance
file the tax return
back up the laptop
update {software}
install {software} on the new laptop
fix the login page
fix the {part} of the {item}
write unit tests
deploy to staging
order {number} {item}s
order new business cards
pick up {first} from the airport
pick up the parcel
pick up the dry cleaning
drop off the {item} at {place}
mow the lawn
take out the rubbish
empty the dishwasher
change the sheets
bake a cake for {first}
cook {dish}
read a chapter on {topic}
study for the {topic} exam
practise scales
do the laundry
vacuum the stairs
sort the photos
plan the trip to {city}
interview the {job} candidate
hire a {job}
train the new {job}
onboard {person}
sign the lease
cancel the gym membership
schedule a call with {company}
translate the brochure
proofread the newsletter
update the price list
count the stock
clean out the {spot}
replace the {part}
replace the light bulb
tidy the desk
wrap presents
send a card to {first}
check the smoke alarm
measure the {spot}
order {ingredient} for the kitchen
draft the contract with {company}
get a quote from {company}
submit the expense report
upload the recordings
"""

ISSUES = """
screen is cracked
{part} is broken
{part} is loose
{part} does not work
{part} makes a grinding noise
cracked {part}
blank screen after update
won't turn on
does not start
keeps restarting
overheats after {number} minutes
battery does not charge
leaks water
leaking tap in the {spot}
no hot water
no heating in the {spot}
light in the {spot} flickers
{spot} door won't lock
smells of gas
strange noise from the {part}
cannot log in
cannot log in to {software}
password reset mail never arrives
{software} crashes on startup
{software} is very slow
{software} licence expired
error {number} when saving
page does not load
payment page times out
printer out of paper
printer jams on every page
Wi-Fi drops every {number} minutes
VPN disconnects
mail to {company} bounces
wrong name on the invoice
invoice {code} was charged twice
charged twice
missing {item} in the parcel
parcel {code} never arrived
parcel was empty
stuck lift
broken window in the {spot}
mould in the {spot}
mice in the {spot}
toilet is blocked
pothole on {street}
street light out on {street}
loud music at night
graffiti on the wall
pain in the {body}
sharp pain in the {body}
swollen {body}
itchy {body}
rash on the {body}
stiff {body} in the morning
numb {body}
bruise on the {body}
flat front tyre
brakes squeal
engine light is on
steering pulls to the left
gears slip
air conditioning blows warm air
{animal} is limping
{animal} won't eat
{animal} has fleas
scratched {part}
torn {part}
stain on the {part}
"""
