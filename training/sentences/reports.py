"""Domains about the world: recipes, works, matches, weather, news, companies, measurements."""

from __future__ import annotations

from training.sentences import fillers as f
from training.sentences.grammar import choice, domain, fact, truth

RECIPE = domain(
    "recipe",
    """
    == frames it
    [For|To make|To cook|For the] {dish} [you need|you'll need|take|use|we need] {ingredients}
    {dish}: {ingredients}[, serves {servings}|]
    [This|The|My|Grandma's|Our] recipe for {dish} [calls for|needs|uses|takes|requires] {ingredients}
    [This|My|Grandma's|The] {dish} @@
    The {dish} [in this book|on page nine|from last night] @
    [Mix|Combine|Stir together|Whisk|Blend|Put] {ingredients}[ in a bowl|] and [bake|cook|simmer|heat] for {minutes}
    [Bake|Cook|Roast] the {dish} for {minutes} at {heat}
    [Bake|Cook] at {heat} for {minutes}
    [Preheat|Heat] the oven to {heat}[ and bake for {minutes}|]
    [Serves|For|Enough for] {servings} [people|persons]: {dish}[ with {parts}|]
    {dish} for {servings}[: {ingredients}|, ready in {minutes}|]
    {cook}'s {dish} [is made with|needs|contains|has] {parts}
    {cook} [cooked|made|prepared|served] {dish} [for {servings} people|with {parts}]
    [Take|Buy|You need|Add] {ingredients} [for the {dish}|]
    [The|Its] main ingredients [of {dish} |]are {parts}
    {dish} is [a dish|a classic|a speciality] from {country}
    {dish} comes from {country}[ and @|]
    Classic: {dish} with {parts}
    == frames I
    [I|We] [want to|will|would like to|'d love to] [cook|make|prepare] {dish} [for {servings} people|tonight]
    [I|We] need {ingredients}[ for {dish}|]
    [I|We] [put|use|add] {ingredients} [in|for] [my|our] {dish}
    [I|We] [cooked|made] {dish} with {parts}
    [How do I|Show me how to] make {dish} for {servings}[ in {minutes}|]?
    [I have|There's|We have] {parts} in the fridge
    == preds
    takes {minutes}
    is ready in {minutes}
    serves {servings}
    is enough for {servings} people
    contains {parts}
    is made with {parts}
    comes from {country}
    needs {minutes} in the oven
    has {calories} calories per portion
    == subject
    It
    The dish
    == says
    It takes {minutes}
    Cooking time: {minutes}
    The oven should be at {heat}
    The recipe serves {servings}
    Serves {servings}
    The recipe is by {cook}
    One portion has {calories} calories
    Ingredients: {ingredients}
    Preparation takes {prep}
    [Let it rest|Chill it] for {rest}
    == noise
    {~first_name} doesn't like onions
    Serve it with bread
    Don't burn it
    My {~dish} takes longer
    Wash your hands first
    """,
    {
        "dish": fact(f.dish, "dish name recipe title meal food", "name of the dish; what is cooked"),
        "ingredients": fact(f.ingredients, "ingredients items needed shopping", "ingredients with amounts and units"),
        "parts": fact(f.several(f.ingredient, 2, 4), "ingredients main_ingredients contains", "list of ingredients"),
        "minutes": fact(f.stay(5, 90, "minute"), "minutes time cooking_time duration cook_minutes", "cooking time in minutes"),
        "prep": fact(f.stay(5, 45, "minute"), "prep_time preparation_minutes prep_minutes", "minutes of preparation"),
        "rest": fact(f.stay(2, 12, "hour"), "rest_hours chill_time resting_time", "hours to rest"),
        "servings": fact(f.integer(2, 12, "count", 0.5), "servings serves portions people yield", "for how many people"),
        "heat": fact(f.measure(140, 250, "°C|degrees|degrees Celsius", kind="heat"), "temperature oven_temperature heat degrees", "temperature of the oven"),
        "calories": fact(f.integer(120, 950, "calories", 0), "calories kcal calories_per_serving", "calories per portion"),
        "cook": fact(f.first_name, "cook chef author by", "who cooks; whose recipe"),
        "country": fact(f.country, "country origin cuisine_country", "where the dish comes from"),
        "nationality": fact(f.nationality, "cuisine nationality style", "cuisine"),
        "vegan": truth(
            "vegan is_vegan plant_based", "whether it is vegan",
            """
            = yes
            + is completely vegan
            + contains no animal products
            It's purely plant-based
            = no
            + is not vegan
            It's not vegan, as there is butter in it
            Not for vegans, there's egg in it
            """,
        ),
        "difficulty": choice(
            "difficulty level skill_level how_hard", "how hard it is",
            """
            = easy | simple | beginner
            + is easy to make
            + is very simple
            Even a child can make it
            = medium | moderate | intermediate
            + takes some practice
            + is of medium difficulty
            It's neither easy nor hard
            = hard | difficult | advanced
            + is hard to get right
            + is really difficult
            Only for experienced cooks
            """,
        ),
        "spicy": truth(
            "spicy is_spicy hot", "whether it is spicy",
            """
            = yes
            + is quite spicy
            + burns on the tongue
            Careful, it's very hot from the chilli
            = no
            + is not spicy at all
            + is mild
            There is no chilli in it, so it's mild
            """,
        ),
    },
    groups={"times": "minutes prep rest", "info": "servings calories minutes", "nutrition": "calories servings"},
    head="dish",
    wrappers="recipe dish",
    message=False,
)  # fmt: skip

WORK = domain(
    "media",
    """
    == frames it
    {author} [wrote|is the author of|published|finished] "{book}"[ in {year}|]
    "{book}" [is|was written] by {author}[ and @|]
    "{book}" [by {author} |]@@
    "{book}," [a novel|a book|the new novel|the debut] by {author}, @
    {book} by {author} ({year})
    {author}: {book}, {publisher}, {year}
    {author}'s [novel|book|latest book|debut] "{book}" @@
    The [novel|book] "{book}" was [published|brought out] by {publisher} in {year}
    {director} [directed|shot|made] "{film}"[ in {year}| with {stars}|]
    "{film}" [was directed|is a film|is {a genre} film] by {director}[ from {year}|]
    The {year} film "{film}" [stars|features|was made with] {stars}
    "{film}" stars {stars}
    {stars} star in "{film}"[, directed by {director}|]
    {film} ({year}), directed by {director}
    {film}, {genre}, {year}, {length}
    [Tonight|On Sunday|Now] [on TV|at the cinema|showing]: "{film}"[, {genre}|, at {time}|]
    {artist} [released|has released|recorded|put out] [the|a new] album "{song}"[ in {year}|]
    "{song}" is [a song|an album|the new single|a track] by {artist}[ from {year}|]
    {artist} - {song} ({year})
    {artist} sings "{song}"
    {artist} plays at {venue} on {date}
    [Play|Put on|Queue] "{song}" by {artist}[, please|]
    == frames I
    [I|We] [read|finished|bought|borrowed|loved] "{book}" by {author}[ last week|]
    [I'm|I am] reading "{book}" by {author} [at the moment|right now|], I'm on page {page}
    [I|We] [saw|watched|went to see] "{film}" [at {venue}|by {director}|with {stars}|yesterday]
    [I'd|I would] [recommend|suggest] "{film}"[ by {director}|], it @
    [I|We] [listened|keep listening|danced] to "{song}" by {artist}
    [Do you know|Have you read|Have you heard of] "{book}"[ by {author}|]?
    [Add|Put] "{film}" [to|on] my watchlist
    [I liked|I prefer] "{book}" more than "{~title}"[; it's by {author}|]
    == preds
    came out in {year}
    was published in {year}
    was published by {publisher}
    has {pages} pages
    is {pages} pages long
    runs for {length}
    is {a genre} story
    was translated into {languages}
    won {awards} awards
    sold {copies} copies
    costs {price}
    is set in {city}
    plays in {city}
    got {rating}
    == subject
    It
    This one
    == says
    The story is set in {city}
    The main character is {hero}
    The hero is called {hero}
    I give it {rating}
    My rating: {rating}
    It's worth {rating}
    The genre is {genre}
    The ISBN is {isbn}
    Running time: {length}
    It was translated into {languages}
    It cost me {price}
    == noise
    {~first_name} fell asleep halfway
    The sequel comes out in {~year}
    My copy is from {~first_name}
    "{~title}" was better, I think
    The popcorn cost {~price}
    """,
    {
        "book": fact(f.book_title, "title book name book_title work", "title of the book"),
        "film": fact(f.film_title, "title film movie name film_title", "title of the film"),
        "song": fact(f.song, "title song track album name", "title of the song or album"),
        "author": fact(f.full_person, "author writer written_by creator", "who wrote it"),
        "director": fact(f.full_person, "director directed_by filmmaker", "who directed it"),
        "artist": fact(f.full_person, "artist singer musician performer by", "who plays or sings it"),
        "stars": fact(f.several(f.full_person, 2, 3), "actors cast stars starring", "the actors"),
        "year": fact(f.year(1920, 2026), "year published release_year released year_of_publication", "year it came out"),
        "publisher": fact(f.company, "publisher published_by house", "the publisher"),
        "pages": fact(f.integer(80, 1100, "pages", 0), "pages page_count num_pages length", "number of pages"),
        "page": fact(f.integer(5, 600, "page", 0), "page current_page progress", "the page"),
        "length": fact(f.measure(70, 210, "minutes|min", kind="length"), "length runtime minutes duration", "running time in minutes"),
        "genre": fact(f.genre, "genre category kind type", "the genre"),
        "languages": fact(f.several(f.language, 2, 3), "languages translations translated_into", "languages of the translations"),
        "awards": fact(f.integer(2, 11, "awards", 0.6), "awards prizes award_count", "number of awards"),
        "copies": fact(f.integer(1000, 900000, "copies", 0, step=500), "copies sold copies_sold sales", "number of copies sold"),
        "price": fact(f.price(4, 60), "price cost paid", "the price"),
        "city": fact(f.city, "setting city place location", "where the story is set"),
        "rating": fact(f.rating(), "rating score stars", "the rating"),
        "hero": fact(f.first_name, "main_character hero protagonist", "the main character"),
        "isbn": fact(f.coded("code", lambda q: f"978-{q.randint(0, 9)}-{q.randint(100, 999)}-{q.randint(10000, 99999)}-{q.randint(0, 9)}"), "isbn code", "the ISBN"),
        "venue": fact(f.venue, "venue place where cinema", "where"),
        "date": fact(f.date(), "date day when", "the day"),
        "time": fact(f.clock(), "time at starts_at", "the time"),
        "children": truth(
            "suitable_for_children child_friendly for_kids family_friendly", "whether children may see or read it",
            """
            = yes
            The whole family will enjoy it
            It's fine for children
            My kids loved it, nothing scary in it
            = no
            Not for children
            Keep the kids away from it, it's brutal
            It is for adults only
            """,
        ),
    },
    groups={"work": "book film song year", "publication": "publisher year pages", "details": "genre length pages year", "credits": "director stars author artist"},
    wrappers="work media result",
    message=False,
)  # fmt: skip

MATCH = domain(
    "sports",
    """
    == frames it
    {winner} [beat|defeated|won against|overcame|crushed|edged|outplayed] {loser} {score}[ in {city}|]
    {winner} beat {loser} {score} [on {date}|at {stadium}|in front of {crowd} fans]
    {loser} [lost|lost at home|went down] {score} to {winner}[ in {city}|]
    {loser} were [beaten|defeated] {score} by {winner}[ at {stadium}|]
    {winner} [won|took] the [final|match|derby|game] against {loser} {score}
    {winner} - {loser} {score}
    Final score: {winner} {score} {loser}
    [The|A] {score} win over {loser} [puts|took|sends] {winner} [to the top|into the final|through]
    [It ended|It finished|The match ended] {score} for {winner} against {loser}
    {winner} [wins|won] the {sport} [final|cup|tournament] [against {loser}|in {city}|in {year}]
    {scorer} [scored|netted|got] {goals} goals [for {winner}|against {loser}|as {winner} won {score}]
    {scorer} [scored|netted] {goals} goals and {winner} beat {loser}
    With {goals} goals, {scorer} [was the best player|decided the match][ for {winner}|]
    [Coach|Manager|Trainer] {coach} [leaves|joins|praised|was sacked by] {club}
    {runner} [won|finished|ran|completed] the [marathon|race|10k] in {time}[ in {city}|]
    {runner} [came|finished|was] {place} in the [race|{sport} final|100 metres][ in {city}|]
    {player} [signed for|joined|moves to|transfers to|leaves {old} for] {club}[ for {fee}| until {year}|]
    {player} ({age}) plays {sport} for {club}
    {player} will miss {weeks} with an injury
    {home} [plays|will play|meets|faces] {away} on {date}[ at {stadium}|]
    == frames I
    [We|I] [watched|saw] {winner} beat {loser} {score}[ at {stadium}|]
    I [ran|finished] the marathon in {time}[ and came {place}|]
    I play {sport} for {club}
    We lost against {winner}[, {score}|][ in {city}|]
    == says
    The score was {score}
    {crowd} [people|fans|spectators] watched
    The attendance was {crowd}
    The match took place on {date}
    The game was played at {stadium}
    {scorer} scored {goals} goals
    The best player was {scorer}
    The coach is {coach}
    The winner's coach, {coach}, was happy
    The transfer fee was {fee}
    It happened in the {minute}th minute
    == noise
    The weather was terrible
    Next week they face {~team}
    {~name} was on the bench
    In {~year} it was the other way round
    Tickets cost {~price}
    """,
    {
        "winner": fact(f.team, "winner team winning_team club champion", "the team that won; the club"),
        "loser": fact(f.team, "loser opponent losing_team defeated other_team", "the team that lost; the opponent"),
        "club": fact(f.team, "club team new_team new_club", "the club"),
        "old": fact(f.team, "old_club former_team previous_club", "the club before"),
        "home": fact(f.team, "home_team team_1 team_a first_team home", "the team named first"),
        "away": fact(f.team, "away_team team_2 team_b opponent away", "the team named second"),
        "score": fact(f.score_pair, "score result final_score outcome", "the score as written"),
        "scorer": fact(f.full_person, "scorer best_player top_scorer goalscorer", "who scored"),
        "goals": fact(f.integer(2, 5, "goals", 0.7), "goals goals_scored num_goals", "number of goals"),
        "coach": fact(f.full_person, "coach manager trainer", "the coach"),
        "runner": fact(f.full_person, "athlete runner name who", "the athlete"),
        "player": fact(f.full_person, "player name athlete who", "the player"),
        "age": fact(f.integer(17, 39, "age", 0.1), "age years", "age of the player"),
        "place": fact(f.one_of("rank", "first", "second", "third", "fourth", "fifth", "last", "2nd", "3rd", "7th", "12th"), "place rank position finish", "the place reached, as written"),
        "time": fact(f.coded("result_time", lambda q: f"{q.randint(2, 4)}:{q.randint(10, 59)}:{q.randint(10, 59)}"), "time finishing_time result_time", "the time as written"),
        "sport": fact(f.sport, "sport discipline kind", "the sport"),
        "city": fact(f.city, "city location where place", "the city"),
        "stadium": fact(f.venue, "stadium venue arena location", "where it was played"),
        "date": fact(f.date(), "date day match_date when", "the day"),
        "year": fact(f.year(1990, 2030), "year season until", "the year"),
        "crowd": fact(f.integer(500, 80000, "crowd", 0, step=100), "attendance spectators crowd fans", "number of spectators"),
        "fee": fact(f.price(100000, 9000000, cents=0), "fee transfer_fee price amount", "the transfer fee"),
        "weeks": fact(f.stay(2, 12, "week"), "weeks weeks_out duration", "number of weeks"),
        "minute": fact(f.integer(24, 90, "minute", 0), "minute goal_minute", "the minute"),
        "overtime": truth(
            "extra_time overtime went_to_extra_time", "whether there was extra time",
            """
            = yes
            It took extra time
            The match went into overtime
            After ninety minutes nothing was decided, so they played on
            = no
            There was no extra time
            Everything was decided in regular time
            No overtime was needed
            """,
        ),
    },
    groups={"teams": "winner loser home away", "match": "winner loser score", "venue_info": "city stadium crowd"},
    wrappers="match game report",
    message=False,
)  # fmt: skip

WEATHER = domain(
    "weather",
    """
    == frames it
    [It's|It is|It was] {temp} [and {sky} |]in {city}[ today| right now| at {time}|]
    [Today|Tomorrow|On {day}|This {day}] [it will be|there will be|expect|we expect] {what}[ in {city}| and {high}|]
    {city}: {what}, {high}
    {city}, {day}: {what}, {high}
    [The forecast|The weather report] [for {city} |][says|predicts|promises|announces] {what}[ on {day}|]
    [In {city}|Over {city}] there [is|was|will be] {what}[ with {high}|]
    [High|Highs] of {high}, [low|lows] of {low}[ in {city}|]
    Temperatures [in {city} |][rise|climb|go up] to {high}[ and fall to {low} at night|]
    [Between {low} and {high}|From {low} in the morning to {high} in the afternoon][ in {city}|]
    [Wind|Winds] [of|at|blowing at] {wind} [from the {direction} |]in {city}
    {wind} [wind|winds] from the {direction}
    The [chance|risk|probability] of {what} [in {city} |]is {chance}
    {chance} chance of {what}[ on {day}|]
    The {what} warning [is in effect|was issued] for {city}[ until {time}|]
    [Humidity|The humidity] [in {city} |]is [at |]{humidity}[, temperature {temp}|]
    {city} [woke up to|saw|had|is expecting|reported] {what} [on {day}|this morning|today]
    While {~city} has sunshine, {city} gets {what}
    [Unlike yesterday's {~degrees}|After {~degrees} yesterday], [today it's|today we have] {temp}
    {rain} of rain fell [in|on] {city}[ on {day}|]
    {snow} of snow [fell in|covered|is expected in] {city}
    == frames I
    [We|I] [have|had] {what} here in {city}[, {temp}|]
    [Here in|Greetings from] {city}, it's {temp}
    [Will there be|Do we get] {what} in {city} on {day}?
    We measured {temp} in {city} at {time}
    == says
    The [high|maximum|highest temperature] is {high}
    The [low|minimum|lowest temperature] is {low}
    The wind [comes|blows] from the {direction}
    Wind speed: {wind}
    Gusts reach {wind}
    Humidity is {humidity}
    The chance of rain is {chance}
    Sunrise is at {sunrise}
    The sun sets at {sunset}
    The UV index is {uv}
    We expect {rain} of rain
    == noise
    In {~city} it was different
    {~first_name} forgot the umbrella
    Yesterday was nicer
    Drive carefully
    """,
    {
        "city": fact(f.city, "city location place where town region", "the place"),
        "what": fact(f.weather, "condition weather phenomenon conditions forecast", "what the weather is like, as written"),
        "sky": fact(f.one_of("weather", "sunny", "cloudy", "foggy", "windy", "rainy", "overcast", "stormy", "clear", "humid"), "condition sky weather", "what the weather is like"),
        "temp": fact(f.measure(-12, 39, "degrees|°C|degrees Celsius|°F", kind="degrees"), "temperature temp degrees value", "the temperature"),
        "high": fact(f.measure(16, 41, "degrees|°C", kind="degrees"), "high max_temp temperature_max maximum highest", "highest temperature"),
        "low": fact(f.measure(-10, 15, "degrees|°C", kind="degrees"), "low min_temp temperature_min minimum lowest", "lowest temperature"),
        "wind": fact(f.measure(5, 120, "km/h|mph|knots", kind="speed"), "wind wind_speed speed gusts", "speed of the wind"),
        "direction": fact(f.one_of("direction", "north", "south", "east", "west", "northwest", "southwest", "northeast", "southeast"), "wind_direction direction from", "where the wind comes from"),
        "chance": fact(f.percent(5, 95), "chance probability risk rain_chance percent", "probability in percent"),
        "humidity": fact(f.percent(20, 99), "humidity relative_humidity", "humidity in percent"),
        "rain": fact(f.measure(2, 90, "mm|millimetres", kind="rain"), "rainfall rain precipitation mm", "millimetres of rain"),
        "snow": fact(f.measure(2, 80, "cm|centimetres|inches", kind="snow"), "snow snowfall snow_depth", "depth of the snow"),
        "day": fact(f.one_of("day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), "day weekday when date", "the day"),
        "time": fact(f.clock(), "time at hour", "the time"),
        "sunrise": fact(f.clock("sunrise"), "sunrise", "sunrise"),
        "sunset": fact(f.clock("sunset"), "sunset", "sunset"),
        "uv": fact(f.integer(1, 11, "uv", 0.1), "uv uv_index", "UV index"),
        "umbrella": truth(
            "take_umbrella umbrella umbrella_needed need_umbrella", "whether one should take an umbrella",
            """
            = yes
            Better take an umbrella
            You will need an umbrella
            Don't leave without an umbrella
            = no
            You can leave the umbrella at home
            No umbrella needed
            You won't need an umbrella
            """,
        ),
    },
    groups={"temperatures": "high low temp", "wind_info": "wind direction", "range": "low high", "precipitation": "rain chance snow"},
    wrappers="weather forecast report",
    message=False,
)  # fmt: skip

NEWS = domain(
    "news",
    """
    == frames it
    [There was|Police reported|Residents reported|Officials confirmed|A witness reported] {incident} in {city} [on {date}|at {time}|last night|this morning]
    {incident} [hit|struck|shook|paralysed|happened in] {city}[ on {date}| late last night|]
    {incident} in {city} [left|has left] {injured} people injured[ and {dead} dead|]
    [At least|About|Some] {injured} people were [injured|hurt] [in|by|after] {incident} in {city}[ on {date}|]
    {dead} people [died|were killed|lost their lives] in {incident} [near|in] {city}[, {country}|]
    [On {date}|On {day}], {incident} [in|near] {city} [forced|drove] {evacuated} people from their homes
    [After|Because of|Following] {incident}, {evacuated} people had to leave their homes in {city}
    {city}, {date}: {incident} [causes|caused] damage of {damage}
    {city} - {incident}, {injured} injured
    [Mayor|Minister|Senator|President|Governor] {name} [opened|visited|announced|inaugurated] {the_thing} in {city}[ on {date}|]
    {name} was [elected|named|sworn in as|chosen as] [mayor|president|head] of {city} [on {date}|with {share} of the vote]
    {name}, {age}, was [arrested|rescued|found] in {city} [on {date}|on {day}]
    {name}, {a age}-year-old {job}, [won|has won] {amount} in the lottery
    {name} [won|received|was awarded] the {topic} prize[ in {city}|, worth {amount}|]
    {company} [is closing|will close|opens|is opening|plans] [its|a] [plant|factory|office|branch] in {city}[, {jobs} jobs are affected|]
    {company} [cuts|is cutting|will cut|creates] {jobs} jobs [in {city}|by {date}]
    "{quote}", [said|says|explained|declared|told reporters] {name}[, spokesman for {company}|]
    [According to|As reported by|Citing] {source}, {incident} [happened in|hit] {city}
    {source} [reports|writes|says] that {name} [resigned|will step down] on {date}
    [Breaking|Just in|News flash]: {incident} in {city}
    {share} of [voters|residents|people] in {city} [support|reject|want] the new {the_thing}
    The {the_thing} in {city} [cost|will cost] {damage}
    Not in {~city}, as first reported, but in {city} there was {incident}
    == frames I
    [We|I] [saw|witnessed|heard of] {incident} in {city} [on {date}|at {time}]
    == says
    The damage [is estimated at|amounts to|comes to] {damage}
    {injured} people were injured
    {dead} people died
    {evacuated} people were evacuated
    It [happened|began] at {time}
    It happened on {date}
    The news was first reported by {source}
    {name} of the fire department [gave|provided] details
    The country is {country}
    == noise
    A similar case happened in {~city} in {~year}
    Roads stay closed until further notice
    Schools reopen next week
    {~name} declined to comment
    Neighbours were shocked
    """,
    {
        "incident": fact(f.incident, "event what incident happening type", "what happened"),
        "city": fact(f.city, "city where location place town", "where it happened"),
        "country": fact(f.country, "country nation", "the country"),
        "date": fact(f.date(2019, 2027), "date when day event_date", "when it happened; the day"),
        "day": fact(f.one_of("day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), "day weekday when", "the day of the week"),
        "time": fact(f.clock(), "time at hour", "the time"),
        "injured": fact(f.integer(2, 90, "injured", 0.5), "injured injuries people_injured wounded", "number of injured people"),
        "dead": fact(f.integer(2, 40, "dead", 0.5), "dead deaths fatalities killed", "number of deaths"),
        "evacuated": fact(f.integer(20, 9000, "evacuated", 0.1, step=10), "evacuated people_evacuated displaced people", "how many had to leave"),
        "damage": fact(f.price(5000, 9000000, cents=0), "damage cost amount estimated_damage", "the damage or cost as a number"),
        "amount": fact(f.price(1000, 9000000, cents=0), "amount prize prize_money sum", "how much money"),
        "name": fact(f.full_person, "name person who", "the person in the news"),
        "age": fact(f.integer(18, 90, "age", 0.1), "age years", "age of the person"),
        "job": fact(f.job, "job occupation profession", "what the person does"),
        "topic": fact(f.topic, "field prize_field topic category", "the field"),
        "company": fact(f.company, "company organisation firm", "the company"),
        "jobs": fact(f.integer(20, 5000, "jobs", 0.1, step=10), "jobs jobs_affected positions", "number of jobs"),
        "share": fact(f.percent(21, 92), "share percent percentage vote_share", "the share in percent"),
        "source": fact(f.coded("source", lambda q: f"the {q.choice(('Daily', 'Morning', 'Evening', 'City', 'National', 'Weekly', 'Northern', 'Coastal'))} {q.choice(('Herald', 'Post', 'Gazette', 'Courier', 'Tribune', 'Echo', 'Observer', 'Mirror'))}"), "source newspaper reported_by outlet", "who reports it"),
        "the_thing": fact(f.one_of("thing", "bridge", "tram line", "hospital", "stadium", "school", "museum", "park", "tunnel", "concert hall", "solar plant", "bike path"), "project building what object", "what it is about"),
        "quote": fact(f.one_of("quote", "We did all we could", "This is a great day", "Nobody saw it coming", "We will rebuild", "It was a mistake", "The numbers speak for themselves", "We are very sorry", "I have nothing to hide", "It could have been worse", "We need more time"), "quote statement said words", "what was said, word for word"),
    },
    groups={"location": "city country", "casualties": "injured dead", "event": "incident city date", "place": "city country"},
    head="name",
    wrappers="article news report",
    message=False,
)  # fmt: skip

COMPANY = domain(
    "company",
    """
    == frames it
    {company} [was founded|was started|was set up|was established|was created] [in {year}|in {city} in {year}|by {founders}|by {founders} in {year}]
    {founders} founded {company} in {year}[ in {city}|]
    {company} is [{a sector} company|{a sector} startup|{a sector} firm] [from|based in|headquartered in] {city}
    {company}, {a sector} [startup|company|firm] [from|based in] {city}, @@
    {company}, founded in {year}, @@
    {company} @@
    {company}, which @, @
    {company} ({city}, {year})
    {company}: {sector}, {employees} employees, {city}
    {company}'s [CEO|chief executive|managing director|boss] is {ceo}
    {ceo} [is|became|was named|has been appointed] CEO of {company}[ in {year}|]
    {ceo} runs {company}, {a sector} [company|startup] with {employees} employees
    Under {ceo}, {company} [grew|has grown] to {employees} [employees|people]
    The {city}-based {sector} [startup|company] {company} @
    Founded in {year}, {company} @
    Headquartered in {city}, {company} @
    With {employees} [employees|staff|people], {company} @
    {company} [raised|has raised|secured|collected] {funding} [from {investor}|in funding|in a seed round]
    {investor} [invested|invests|put|has put] {funding} in {company}
    {company} [bought|acquired|took over|has acquired|is buying] {target} [for {funding}|in {year}]
    {target} was [bought|taken over|acquired] by {company}[ for {funding}|]
    {company} [reported|made|posted|had] [a revenue|revenues|sales] of {revenue}[ in {year}|]
    {company}'s [shares|stock] [rose|fell|went up|dropped] by {share}
    {company} [makes|sells|produces|builds] {products}
    {company} has offices in {cities}
    [Unlike|In contrast to] {~company}, {company} [is based|has its seat] in {city}
    Our [client|partner|supplier|competitor] {company} @@
    == frames we
    We are {company}, {a sector} [startup|company] from {city}[ with {employees} employees|]
    We [founded|started] {company} in {year}
    We at {company} make {products}
    [Our company|Our startup], {company}, has {employees} employees
    == preds
    employs {employees} people
    has {employees} employees
    has a staff of {employees}
    is based in {city}
    has its headquarters in {city}
    operates in {sector}
    makes {products}
    is run by {ceo}
    is led by {ceo}
    was founded by {founders}
    was founded in {year}
    made {revenue} in sales
    has offices in {cities}
    can be found at {website}
    grew by {share} last year
    == subject
    It
    The company
    The firm
    == says
    The CEO is {ceo}
    The founders are {founders}
    The website is {website}
    Its revenue was {revenue}
    The headquarters are in {city}
    It was started in {year}
    The staff numbers {employees}
    The tax number is {tax}
    [Contact|Write to]: {email}
    The address is {street}
    == noise
    Its rival {~company} was founded in {~year}
    {~company} is much smaller
    {~name} left the board last year
    The market is tough
    An office in {~city} is planned
    """,
    {
        "company": fact(f.company, "name company company_name organisation startup firm", "name of the company"),
        "year": fact(f.year(1890, 2026), "year founded founded_in founding_year established", "the year; when it was founded"),
        "city": fact(f.city, "city headquarters location seat based_in hq", "where the company is based"),
        "cities": fact(f.several(f.city, 2, 4), "offices locations cities branches", "cities with offices"),
        "founders": fact(f.several(f.full_person, 1, 3), "founders founded_by started_by", "who founded it"),
        "ceo": fact(f.full_person, "ceo boss head chief_executive led_by", "who runs the company"),
        "sector": fact(f.sector, "sector industry field branch market", "the industry"),
        "employees": fact(f.integer(12, 30000, "employees", 0.05, step=4), "employees staff headcount num_employees size", "number of employees"),
        "funding": fact(f.price(100000, 9000000, cents=0), "funding amount investment raised price", "how much money"),
        "revenue": fact(f.price(100000, 9000000, cents=0, kind="revenue"), "revenue sales turnover", "the revenue"),
        "investor": fact(f.company, "investor backed_by investors_name", "who invests"),
        "target": fact(f.company, "target acquired acquisition bought_company", "the company that was bought"),
        "products": fact(f.several(f.one_of("products", "drones", "e-bikes", "solar panels", "batteries", "chocolate", "furniture", "medical devices", "toys", "software", "sensors", "shoes", "cosmetics", "wind turbines", "hearing aids", "coffee machines", "bicycles"), 1, 3), "products makes goods offers", "what the company makes"),
        "share": fact(f.percent(1, 45), "percent change growth percentage", "the change in percent"),
        "website": fact(f.website, "website url homepage web", "web address"),
        "email": fact(f.email, "email contact_email mail", "e-mail address"),
        "street": fact(f.street_line, "address street", "street and house number"),
        "tax": fact(f.code, "tax_id vat_number tax_number", "tax number"),
        "public": truth(
            "publicly_traded is_public listed on_stock_exchange", "whether it is on the stock exchange",
            """
            = yes
            + is listed on the stock exchange
            + is publicly traded
            You can buy its shares on the stock market
            = no
            + is privately owned
            + is not on the stock exchange
            The family owns all of it, nothing is traded
            """,
        ),
        "profitable": truth(
            "profitable is_profitable makes_profit", "whether it earns money",
            """
            = yes
            + is profitable
            + makes a profit
            It has been in the black for years
            = no
            + is losing money
            + does not make a profit yet
            It is still in the red
            """,
        ),
    },
    groups={"headquarters": "city street", "founding": "year founders", "figures": "employees revenue funding", "contact": "email website street"},
    wrappers="company organisation profile",
    message=False,
)  # fmt: skip

SCIENCE = domain(
    "measurement",
    """
    == frames it
    [The|A|Our] [sample|probe|specimen] {sample} [had|showed|has] a [temperature|mean temperature] of {temp}
    [The|A] sample of {substance} [weighed|weighs] {mass}[ and @|]
    [Sample|Probe|Specimen] {sample} @@
    [Sample|Probe] {sample} ({substance}) @
    [At|Heated to|Cooled to] {temp}, {substance} [melts|boils|turns solid|reacts]
    {substance} [boils|melts] at {temp}
    {substance} has a density of {density}
    The [density|specific weight] of {substance} is {density}
    [We measured|The sensor measured|The device recorded|The probe registered] {temp} at {time}
    [The|A] concentration of {substance} [was|is] {concentration}
    The pH [value |]of {substance} is {ph}
    The pH of sample {sample} was {ph}
    {sample}: {substance}, {mass}, pH {ph}
    {sample}, {mass}, {temp}
    [Experiment|Run|Trial] {sample} [took|lasted] {minutes}[ at {temp}|]
    The experiment [took place|was carried out|was done] on {date} [by {scientist}|in {room}]
    {scientist} [measured|found|recorded|observed|reported] [a temperature of {temp}|a pressure of {pressure}|a pH of {ph}]
    {scientist} [mixed|dissolved|heated] {mass} of {substance}[ to {temp}| for {minutes}|]
    [Add|Dissolve|Weigh out|Take] {mass} of {substance}[ and heat it to {temp}|]
    Sensor {sensor} [reports|reads|shows|measured] {temp}[ at {time}|]
    [Reading|Value] from sensor {sensor}: {temp}
    The pressure [in the tank |][was|is|rose to|fell to] {pressure}
    [The|A] voltage of {voltage} was [applied|measured]
    The [wave|signal|beam] had a frequency of {frequency}
    [Unlike sample {~code}|While {~code} was contaminated], sample {sample} @
    == frames we
    We [measured|recorded|found] {temp} [in sample {sample}|at {time}]
    We weighed {mass} of {substance}
    We took {samples} samples [on {date}|of {substance}]
    We repeated [the experiment|it] {repeats} times
    == preds
    weighs {mass}
    contains {substance}
    was taken on {date}
    was analysed by {scientist}
    has a pH of {ph}
    has a temperature of {temp}
    is {length} long
    has a volume of {volume}
    is stored in {room}
    == subject
    It
    The sample
    == says
    The temperature was {temp}
    The pressure was {pressure}
    The measurement was made by {scientist}
    The measurement took {minutes}
    The volume is {volume}
    The error is {error}
    The uncertainty was {error}
    The mass is {mass}
    {samples} samples were taken
    The yield was {yield_}
    We did {repeats} repetitions
    == noise
    The other sample, {~code}, was lost
    {~name} checked the device
    The lab opens at {~time}
    A control measurement follows
    """,
    {
        "sample": fact(f.code, "sample sample_id id specimen", "identifier of the sample"),
        "sensor": fact(f.code, "sensor sensor_id device", "identifier of the sensor"),
        "substance": fact(f.substance, "substance material compound chemical", "the substance"),
        "mass": fact(f.measure(2, 900, "g|grams|mg|kg", 1, "mass"), "mass weight mass_value", "the mass without unit"),
        "temp": fact(f.measure(-80, 900, "°C|degrees Celsius|K|kelvin", 1, "degrees"), "temperature temp t value", "the temperature without unit"),
        "density": fact(f.measure(1, 12, "g/cm³|kg/l", 2, "density"), "density value", "the density"),
        "concentration": fact(f.measure(1, 90, "mg/l|mol/l|ppm", 1, "concentration"), "concentration value", "the concentration"),
        "ph": fact(f.decimal(1, 13, 1, "ph"), "ph ph_value acidity", "the pH value"),
        "pressure": fact(f.measure(1, 200, "bar|kPa|hPa", 1, "pressure"), "pressure p value", "the pressure"),
        "voltage": fact(f.measure(1, 400, "V|volts|mV", 1, "voltage"), "voltage volts u", "the voltage"),
        "frequency": fact(f.measure(10, 900, "Hz|kHz|MHz", 1, "frequency"), "frequency freq f", "the frequency"),
        "volume": fact(f.measure(1, 500, "ml|litres|l", 1, "volume"), "volume v volume_value", "the volume"),
        "length": fact(f.measure(2, 900, "mm|cm|metres", 1, "length"), "length size l", "the length"),
        "minutes": fact(f.stay(3, 90, "minute"), "minutes duration time_minutes duration_minutes", "how many minutes it took"),
        "error": fact(f.percent(1, 12), "error uncertainty error_percent", "the error in percent"),
        "yield_": fact(f.percent(20, 99), "yield yield_percent", "the yield in percent"),
        "time": fact(f.clock(), "time timestamp at", "the time"),
        "date": fact(f.full_date(), "date day measured_on", "the day"),
        "scientist": fact(f.full_person, "scientist researcher measured_by analyst operator", "who measured it"),
        "room": fact(f.room, "room lab location storage", "where"),
        "samples": fact(f.integer(2, 60, "count", 0.3), "samples num_samples n sample_count", "number of samples"),
        "repeats": fact(f.integer(3, 20, "repeats", 0.4), "repetitions repeats runs", "number of repetitions"),
        "valid": truth(
            "valid is_valid usable ok", "whether the measurement can be used",
            """
            = yes
            The result is reliable
            The measurement is valid
            Everything went according to protocol
            = no
            The measurement has to be thrown away
            The result is not usable
            The device was broken, so the data is worthless
            """,
        ),
    },
    groups={"sample_info": "sample substance mass", "measurement": "temp pressure ph", "conditions": "temp pressure minutes"},
    wrappers="measurement reading experiment",
    message=False,
)  # fmt: skip

REPORT_DOMAINS = (RECIPE, WORK, MATCH, WEATHER, NEWS, COMPANY, SCIENCE)
