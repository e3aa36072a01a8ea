"""Long values: institutions, reasons, marks, roles and other phrases that an answer copies whole."""

from __future__ import annotations

_TEXTS = {
    "institution": """University of {city} | Royal Academy of Music | {city} Institute of Technology | Faculty of Medicine of {city} |
        State School of Fine Arts | {surname} Memorial Hospital | National Museum of Natural History | {city} Business School |
        Saint {first} College for Girls | Technical University of {city} | Institute for Marine Research | {surname} Foundation for the Blind |
        {city} Public Library | European Centre for Nuclear Research | Municipal Music School of {city} | {surname} and Sons Vocational College |
        Ministry of Education and Research | {city} School of Economics | Children's Clinic of {city} | Open University |
        Academy of Performing Arts {city} | Police Academy of {city} | Conservatory of {city} | {surname} Institute of Hotel Management""",
    "reason": """a broken water pipe in the cellar | lack of interest from the public | his daughter's high fever | an unexpected family emergency |
        staff shortage | heavy snow on the runway | technical problems with the lift | a strike of the bus drivers | illness |
        the long commute | a better offer from a competitor | a burst tyre on the motorway | too few registrations | maternity leave |
        repeated late payment | a scheduling conflict | the rising cost of materials | a bad cold | differences with the board |
        a power failure in the whole district | noise complaints from the neighbours | a death in the family | unpaid invoices |
        damage in transit | a change of plans | the closure of the kindergarten | a twisted ankle | budget cuts | bad weather |
        missing signatures on page four | a sudden loss of cabin pressure | an allergic reaction to the new detergent""",
    "mark": """a small scar above the left eyebrow | a crack along the lower edge | two deep scratches on the lid | a red ribbon around the handle |
        a tattoo of an anchor on the forearm | a white patch on the chest | the initials {first} on the back | a torn label inside the collar |
        a birthmark on the right cheek | a missing button on the sleeve | a dent in the rear door | a gold tooth | a yellow sticker with a bee |
        a blue paint stain on the left knee | one ear shorter than the other | three stars engraved on the clasp""",
    "longrole": """head of customer relations | deputy head of the history department | senior consultant for tax law | first violin of the city orchestra |
        assistant to the managing director | chief engineer of the northern line | night shift supervisor | director of studies | honorary president |
        coordinator of the volunteer programme | regional sales manager for the south | curator of modern art | lead developer of the payments team |
        professor of comparative literature | captain of the women's team | secretary of the allotment society | spokesperson for the fire brigade |
        treasurer | floor manager | intern in the press office | warehouse supervisor | caretaker of the primary school | head chef""",
    "degree": """bachelor's degree in {subject} | master's degree in {subject} | PhD in {subject} | diploma in {subject} | apprenticeship as a baker |
        state examination in law | evening course in bookkeeping | certificate in first aid | teaching degree for {subject} | high school diploma""",
    "award": """Best Newcomer of the Year | Golden Quill | Order of Merit | {surname} Prize for Peace | Employee of the Month | Audience Award |
        Young Scientist Award | Silver Lion | Lifetime Achievement Award | First Prize for Short Fiction | Teacher of the Year""",
    "claim": """the figures were never checked | we need more nurses | the bridge is safe | prices will not rise this year | the plan has failed |
        nobody warned the residents | the team deserved more | the new law is a mistake | the water is clean again | children need more sleep |
        we shall appeal against the verdict | the museum must stay open | there is no reason to panic | the worst is behind us""",
    "wish": """a room with a view of the sea | a vegetarian lunch box | a cot for the baby | a parking space close to the entrance | extra towels |
        an interpreter for sign language | a late check-out on Sunday | seats next to each other | a quiet table by the window | a refund in cash |
        a copy of the contract by post | a longer lunch break | a call before delivery | gift wrapping with a blue ribbon | a second opinion""",
    "duty": """answering the phone and taking minutes | looking after the twins | repairing the engines of fishing boats | writing the weekly newsletter |
        training the new apprentices | feeding the animals at weekends | ordering supplies for three kitchens | checking the quality of the milk |
        guiding school classes through the castle | planning the shifts of forty drivers | translating manuals | selling tickets""",
    "injury": """a sprained ankle | a broken collarbone | a concussion | bruises on both knees | a cut above the eye | a torn ligament | two broken ribs |
        minor burns on the left hand | a dislocated shoulder | whiplash | a deep cut in the palm | shock""",
    "charge": """drunk driving | theft of copper wire | speeding in a school zone | tax evasion | breach of contract | illegal fishing | insulting an officer |
        forging signatures | dumping waste in the river | trespassing | shoplifting""",
    "cause": """a faulty toaster | black ice | a cigarette end | an overheated battery | a lightning strike | a deer on the road | a blocked drain |
        a software update | a loose cable behind the stage | a forgotten candle | human error | metal fatigue""",
    "landmark": """the old lighthouse | the covered market | the swimming pool in Mill Lane | the east wing of the palace | the opera house | the town hall clock |
        the pedestrian bridge | the cinema on Station Road | the water tower | the chapel on the hill | the north stand of the stadium | the observatory""",
    "belonging": """a brown leather wallet | a bunch of seven keys | a child's pink raincoat | a silver hearing aid | a violin case without violin | a grey woollen cap |
        a pair of reading glasses | a phone with a cracked screen | a library book about bees | a black umbrella with a wooden handle | a wedding ring""",
    "place": """the car park behind the bakery | row seven of the cinema | the number 12 tram | the changing room of the gym | platform four | the beach near the pier |
        the waiting room on the second floor | the ladies' toilet at the airport | a bench in the rose garden | the back seat of a taxi""",
    "crop": "wheat | barley | potatoes | sugar beet | maize | rye | lentils | hops | grapes | apples | rapeseed | sunflowers",
    "party": "the Green Union | the Liberals | the Farmers' Party | the Social Democrats | New Dawn | the Conservatives | Citizens for {city}",
    "charity": "the animal shelter | Doctors on Wheels | the children's hospice | the lifeboat crew | the {city} food bank | Trees for Tomorrow | the Red Cross | the refugee kitchen",
    "stroke": "backstroke | butterfly | breaststroke | freestyle | individual medley",
    "event": "100 metres | long jump | javelin | high jump | marathon | pole vault | hurdles | shot put | 400 metres freestyle | downhill race | slalom | pie-eating contest | spelling bee",
    "opening": "Sicilian Defence | Queen's Gambit | Spanish Opening | French Defence | King's Indian | English Opening",
    "dose": "5 mg | 10 mg | 20 mg | 250 mg | 400 mg | 500 mg | 1000 mg | two tablets | one capsule | 5 ml | ten drops | half a tablet | 40 units | 2.5 ml",
    "often": "twice a day | every morning | before meals | at bedtime | every six hours | once a week | three times a day | every other day | after dinner | at noon",
    "licence": "MIT | Apache 2.0 | GPL | BSD | proprietary | public domain",
    "shape": "round | oval | square | heart-shaped | L-shaped | hexagonal",
    "drug": "ibuprofen | metformin | amoxicillin | lisinopril | paracetamol | atorvastatin | omeprazole | insulin | aspirin | cetirizine | levothyroxine | warfarin | sertraline | salbutamol | bisoprolol | ramipril",
    "positions": "goalkeeper | left back | striker | midfielder | winger | centre back | setter | point guard | libero | fly-half",
    "vaccine": "tetanus | hepatitis B | yellow fever | rabies | flu | measles | polio | typhoid",
    "ground": "the third floor | the ground floor | the basement | the first floor | the top floor | the attic",
    "dwelling": "kitchen | living room | bedroom | bathroom | hallway | study | nursery | cellar | dining room | guest room | attic room | pantry",
    "house": """{surname}'s | the White Horse | the Golden Lion | Aurora | the Three Crowns | Haus {surname} | Casa {first} | the Old Oak |
        {first}'s Place | the Nest | the Blue Door | the Anchor | the Lantern | Number Nine | the Red Fox | {surname} & Daughters | Bella Vista |
        the Last Penny | the Black Swan | Zum Adler | the Rose and Crown | Tre Amici | Villa {first} | the Compass | the Drunken Duck | Ambrosia""",
    "happening": """open day | jubilee | get-together | Harbour Days | Meeting of Minds | Lantern Festival | annual gathering | {surname} Days | kick-off |
        Old Town Festival | Big Reunion | members' day | Bridge of Nations | founders' day | Week of Wonders | Green Carpet | All Hands | {city} Calling |
        Day of the Bees | Ideas Fair | Crossroads | neighbourhood day | Festival of Doors | anniversary | Curious Minds | Tour of {city} | launch""",
    "thing": """lamp | clock | mirror | kettle | bag | case | box | radio | fan | heater | grill | scale | printer | scanner | tripod | drill | mixer |
        toaster | stool | shelf | basket | bucket | lantern | torch | whistle | compass | telescope | microscope | trolley | pram | scooter | sledge |
        tent | backpack | helmet | saddle | pump | timer | thermos | blender | juicer | grinder | fountain | speaker | projector | gadget | device |
        machine | mower | trimmer | sprayer | hammock | swing | cradle | chest | rack | ladder | stand | holder | clip | organizer | dispenser""",
    "nation": "Norwegian | Scottish | Peruvian | Korean | Moroccan | Dutch | Ghanaian | Polish | Vietnamese | Chilean",
}  # fmt: skip

PHRASES: dict[str, tuple[str, ...]] = {
    kind: tuple(" ".join(part.split()) for part in text.split("|")) for kind, text in _TEXTS.items()
}
