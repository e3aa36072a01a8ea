"""What any text may open or close with."""

from __future__ import annotations

from training.sentences.grammar import Template, compile_template, sides
from training.values import Split

_LINES = {
    "leads": """So,
        Quick note:
        FYI:
        FYI,
        By the way,
        Just so you know,
        For the record,
        Update:
        News:
        Well,
        OK,
        Okay so
        Note:
        PS:
        Heads up:
        Reminder:
        To summarise:
        In short,
        As I said,
        As discussed,
        Anyway,
        Listen,
        Oh,
        Hm,
        Yes,
        Actually,
        Here we go:
        A quick update:
        For your information:
        As mentioned,
        Important:
        One more thing:
        Fwd:
        Re your question:
        Please note:
        [Morning|Evening] update:
        From my notes:
        [Voicemail|Message|Note] from {~first_name}:
        As {~first_name} [said|told me|wrote],
        {~first_name} [asked me to tell you|wants you to know]:""",
    "greetings": """Hi,
        Hello,
        Hi there,
        Hey,
        Hello!
        Hi team,
        Hi all,
        Good morning,
        Good afternoon,
        Good evening!
        Dear all,
        Dear team,
        Dear Sir or Madam,
        Hi everyone,
        Hey guys,
        Hey there!
        To whom it may concern,
        Greetings,
        Hello everybody,
        Hope you're [well|doing fine].
        I hope this finds you well.
        How are you?
        Long time no see!
        [Hi|Hello|Dear|Hey] {~first_name},
        [Hi|Hello|Hey] {~first_name}!
        Dear [Ms|Mr|Dr] {~surname},""",
    "signoffs": """Thanks!
        Thank you.
        Thanks in advance.
        Cheers!
        Many thanks.
        Best regards
        See you!
        Bye!
        Have a nice day.
        Have a great weekend!
        Talk soon.
        Let me know.
        Let me know if you have questions.
        Thanks a lot!
        Take care.
        That's all for now.
        Looking forward to your reply.
        [Best|Cheers|Thanks|Regards|Kind regards|Best wishes|All the best|Yours|Love], {~first_name}
        [Best|Thanks|Sincerely|Regards], {~name}
        - {~first_name}""",
    "signed": """Thanks!
        Thank you.
        Thanks in advance.
        Cheers!
        Many thanks.
        Best regards
        Please let me know.
        Hope to hear from you soon.
        Thank you very much.
        Looking forward to hearing from you.
        Thanks for your help!
        Please confirm.""",
    "chatter": """Sorry for the late reply
        I'm writing this on my phone
        Sorry for the long message
        I tried to call earlier
        I'll be brief
        More about that next time
        I hope that's all you need
        Please let me know if anything is missing
        [My colleague|My friend|My neighbour] {~first_name} told me to write
        {~first_name} will confirm the rest
        Everything else stays as it is
        As I said before
        That's all I know so far
        I'll keep you posted
        There may be changes
        I'm not in a hurry to talk about the rest
        Thanks for reading this far
        I looked it up twice
        Hopefully I didn't forget anything
        I copied this from my notes
        Please forward it if needed
        You know how it is
        The rest we can discuss by phone
        I'm a bit confused by your website
        Sorry, I hit send too early""",
    "asides": """It was a long day
        I will not bore you with the details
        Nobody expected that
        There were tears and laughter
        That is how it goes
        The weather could have been better
        I still remember it well
        You would not believe it
        At first nobody noticed
        Later we all had cake
        The rest is history
        People talked about it for days
        I only heard about it yesterday
        To be honest, I was surprised
        Well, what can you do
        Time flies
        It could have been worse
        I thought you should know
        So much for the news
        We had a good laugh about it
        The whole street was talking
        Believe it or not
        It made the local paper
        I am telling you this in confidence
        Sorry, my English is not so good
        I hope you understand what I mean
        How time passes
        Not everybody was happy with that
        Everything went smoothly
        We will see how it turns out
        Make of that what you will
        It all happened very quickly
        I forgot half of what I wanted to say
        The coffee was terrible, by the way
        [Ah|Oh] well
        And that is all there is to tell
        More details will follow
        There was [much|a lot of] applause
        Let me start from the beginning
        Here is what I know
        Where do I begin
        That much is certain
        It has been a strange [week|month|year]
        Life is full of surprises
        The neighbours were watching, of course
        No questions were asked
        Somebody had to do it
        This is what my notes say
        I wrote it all down
        As for the rest, ask me again later
        In any case, that is settled
        It took a while to find out
        [Anyway|However], that is not the point
        We sat in the garden and talked
        I checked it twice
        It is a long story""",
    "closings": """Best,
        Cheers,
        Thanks,
        Regards,
        Kind regards,
        Best regards,
        Best wishes,
        Yours,
        Sincerely,
        Yours sincerely,
        All the best,
        Many thanks,
        Warm regards,
        Greetings,
        Love,
        -""",
}  # fmt: skip

GENERIC: dict[Split, dict[str, tuple[Template, ...]]] = {
    split: {
        role: tuple(map(compile_template, sides([line.strip() for line in text.splitlines()])[split]))
        for role, text in _LINES.items()
    }
    for split in ("train", "test")
}
