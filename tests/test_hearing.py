"""What people say on a mat, out of breath, and what the stand-in Echo makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.echo.hearing import Heard, Hearing

MODEL = Path(__file__).parents[1] / "interaction_model" / "interactionModels" / "custom" / "en-US.json"

SAID = {
    "StartRoutineIntent": """
        please start the routine
        let's work out
        begin my workout now
        I want to do my exercises
        take me through my workout
        lets do the exercises
        start the rotine
        okay let's get started
    """,
    "BackRoutineIntent": """
        let's do my back exercises
        time for my back workout
    """,
    "NameRoutineIntent": """
        the whole routine please | routine=back
        a gentle one today | routine=gentle
        I'd like the light workout | routine=gentle
    """,
    "DoneBeforeIntent": """
        yes I've done these before
        I've been doing this for years
    """,
    "NeverDoneIntent": """
        I've never done any of these before
        no I'm a beginner
    """,
    "HardlyIntent": """
        only a few
        a long time ago
    """,
    "NotYetIntent": """
        not yet
        no not yet
    """,
    "ReadyIntent": """
        ready
        um ready
        I'm ready
        im ready
        yes I'm ready now
        go
        go go go
        okay go
        and go
        go ahead please
        let's go
        lets go
        I'm on my mat
        on the mat now
        okay I'm on the floor
        I'm in position
        goat
        dough
        oh go
        reddy
        already
        all ready
        on my map
        all set
        count me in please
        here we go
    """,
    "DoneIntent": """
        done
        okay done
        finished
        all done
        that's it
        that was the last one
        dun
        I'm don
        I did them all
    """,
    "FinishedIntent": "I'm done now / we're done / finish / phew I'm done",
    "AgreeIntent": "uh huh / mhm / mm hmm / sounds good",
    "DeclineIntent": "know / nuh uh / I don't think so",
    "WaitIntent": """
        pause the timer
        wait
        weight
        weight a second
        way
        paws
        I need a brake
        won second
        wait wait wait
        Alexa, wait!
        wait a sec
        can you wait
        could you wait a moment please
        hold on
        hold on a second
        hang on
        one moment please
        just a sec
        Alexa, just a second please
        give me a minute
        I need a break
        I need a little break please
        I need a rest
        one more minute
        let me catch my breath
        no not ready
        not ready yet
        I'm not ready
        im not ready yet
        I'm out of breath
        pause the routine
    """,
    "LeadThroughIntent": """
        don't ask me
        dont ask me please
        stop asking me
        no more questions please
        lead me straight through
        without asking
    """,
    "AskEachTimeIntent": """
        ask me each time
        please ask me every time
        ask me first
        ask me before each exercise
        wait for my go
    """,
    "GoOnIntent": """
        resume the timer
        go on
        just keep going
        okay keep going
        keep on going please
        carry on please
        please continue
        let's continue
        pick up where I stopped
        I'm back
    """,
    "NextExerciseIntent": """
        next exercise
        next one please
        the next one
        move on
        go to the next exercise
        next exercise now please
        can we do the next one
        could we move on
        I'm ready for the next one
        text
        necks
        the next won
    """,
    "SkipIntent": """
        skip it
        skit
        skipped
        skip this one please
        could you skip this one for me
        leave it out
        not this one
        no not this one
        i dont want to do this
        something else please
        skip the rest of it
        skip the plank | exercise=plank
        can we skip the bird dog | exercise=bird_dog
        no supermans today | exercise=superman
    """,
    "PreviousExerciseIntent": """
        previous exercise
        go back
        can we go back please
        back to the last one
        the one before
        do the last one again
    """,
    "AgainIntent": """
        again
        again please
        once more
        one more time
    """,
    "PardonIntent": """
        can you say that again
        sorry what
        what did you say
        I didn't hear that
    """,
    "RepeatExerciseIntent": """
        restart the timer
        reset my stopwatch
        do this exercise once more
        repeat the exercise
        repeat the exercise please
        can we do this exercise again
        another set
        one more round
    """,
    "StartAgainIntent": """
        start again
        from the beginning please
        from the top
        begin again
        start from the very beginning
        can we start over
    """,
    "OwnDoseIntent": """
        make it twelve | count=12
        just five | count=5
        ten seconds each | length=PT10S
    """,
    "MoreOfItIntent": """
        two more | count=2
        more reps
    """,
    "MoreTimeIntent": """
        thirty more seconds | count=30
        give me thirty more seconds | count=30
        can I have twenty more seconds please | count=20
        another thirty seconds | length=PT30S
        thirty seconds more | length=PT30S
        half more seconds | count=?
    """,
    "FewerOfItIntent": """
        two fewer | count=2
        not so many
    """,
    "LongerIntent": """
        make it longer
    """,
    "ShorterIntent": """
        make it shorter
    """,
    "SlowerIntent": """
        slower
        slow down
        too fast
        a bit slower please
        can you slow down
    """,
    "FasterIntent": """
        faster
        a little faster please
        that's too slow
    """,
    "CountLessIntent": """
        count less
        don't count so much
    """,
    "CountEverySecondIntent": """
        count every second
        count every second please
    """,
    "CountEveryFiveIntent": """
        count every five seconds
        count in fives
    """,
    "CountRepsOnlyIntent": """
        only count the reps
        reps only
    """,
    "ExplainExerciseIntent": """
        how
        how again
        how do I do this
        how do i do this again
        show me how
        what do I do
        tell me how to do this exercise
        how's
        i dont know how to do this
        how do I do a bird dog | exercise=bird_dog
        how does the plank go | exercise=plank
        how do you do supermans | exercise=superman
        explain the hip bridge please | exercise=bridge
        could you explain the back extension | exercise=prone_extension
        show me how to do a hip thrust | exercise=hip_thrust
        how do i do teh plank | exercise=plank
        what's a quadruped | exercise=bird_dog
        how do I do a squat | exercise=?
    """,
    "MoreIntent": """
        more
        more please
        tell me more
        can you tell me more about it
        in more detail please
        explain it in more detail
        more details
        what else
        moor
        tell me more about the plank | exercise=plank
        explain the bird dog in more detail | exercise=bird_dog
    """,
    "AllStepsIntent": """
        the steps please
        all the steps
        every step please
        step by step
        tell me everything
        tell me the steps of the superman | exercise=superman
        explain the plank step by step | exercise=plank
    """,
    "FormIntent": """
        am I doing it right
        am I doing this right
        is this right
        how is my form
        what should I watch
        what do I have to watch out for
        what should I avoid
        any tips
        am I doing the plank right | exercise=plank
        what should I watch out for in the bridge | exercise=bridge
    """,
    "DoExerciseIntent": """
        do the plank | exercise=plank
        do plank | exercise=plank
        do planks please | exercise=plank
        count my planks | exercise=plank
        count my planks for me please | exercise=plank
        I want to do the bridge | exercise=bridge
        i would like to do a bridge | exercise=bridge
        let's do supermans | exercise=superman
        lets do the bird dog | exercise=bird_dog
        only the plank | exercise=plank
        start the plank | exercise=plank
        go to the plank | exercise=plank
        could we maybe do the hip thrusts now | exercise=hip_thrust
        back to the bridge | exercise=bridge
        do the opposite arm and leg raise | exercise=bird_dog
        do the swiss ball lean | exercise=ball_lean
        do the burpee | exercise=?
        do burpees please | exercise=?
        let's do some push-ups | exercise=?
        do the deadlift | exercise=?
    """,
    "MeantExerciseIntent": """
        I said the superman | exercise=superman
        I meant the bridge | exercise=bridge
        no the plank | exercise=plank
        no not that one the bird dog | exercise=bird_dog
    """,
    "CorrectNumberIntent": """
        no fifteen | count=15
        no I said fifteen | count=15
        no fifteen seconds | length=PT15S
        not fifty fifteen | wrong=50 count=15
        fifteen not fifty | wrong=50 count=15
        no I said for | heard=4
    """,
    "ThatsWrongIntent": """
        that's wrong
        that's not what I said
        you misheard me
    """,
    "CountDownIntent": """
        count down from ten | count=10
        count backwards from twenty please | count=20
        count down thirty seconds | length=PT30S
        countdown
    """,
    "SetsIntent": """
        three sets of ten | sets=3 count=10
        do two sets of twelve reps | sets=2 count=12
        hold ten seconds five times | sets=5 length=PT10S
        three sets of five held for ten seconds | sets=3 count=5 length=PT10S
    """,
    "EachSideIntent": """
        three on each side | count=3
        ten reps per side | count=10
        hold ten seconds on each side | length=PT10S
    """,
    "NoneOfThemIntent": """
        none of them
    """,
    "StopTimerIntent": """
        stop the timer
        cancel my timer
    """,
    "HowLongHoldIntent": """
        how long do I hold this
        how long is the hold
        how long do I hold the plank | exercise=plank
        how many seconds do I hold it
    """,
    "LongBreakIntent": """
        someone is at the door
        I have to answer the phone
        I'll be back in ten minutes | length=PT10M
        I need to use the bathroom
    """,
    "SkipTalkIntent": """
        skip the explanation
        skip the countdown
        stop talking and count
    """,
    "SkipSecondsIntent": """
        skip ten seconds | length=PT10S
        skip the thirty second hold | length=PT30S
    """,
    "DoCountIntent": """
        do five bird dogs | count=5 exercise=bird_dog
        ten bridges | count=10 exercise=bridge
        do the plank three times | count=3 exercise=plank
    """,
    "NameExerciseIntent": """
        plank | exercise=plank
        the plank | exercise=plank
        bird dog please | exercise=bird_dog
        um the bird dock | exercise=bird_dog
        the prone extension please | exercise=prone_extension
        glute bridges | exercise=bridge
        stability ball | exercise=ball_lean
    """,
    "CountRepsIntent": """
        count
        count for me
        count my reps please
        can you count
        count ten reps | count=10
        count to ten | count=10
        count ten | count=10
        count twenty-two reps | count=22
        count to twenty two please | count=22
        can you count to ten for me | count=10
        count 12 | count=12
        count a hundred and five reps | count=105
        count to two hundred | count=200
        count zero reps | count=0
        count half reps | count=?
        count to minus five | count=?
        count some reps
        count several reps | count=?
    """,
    "SoManyIntent": """
        ten reps please | count=10
        let's do a dozen reps | count=12
        fifteen times | count=15
    """,
    "HoldForIntent": """
        count a hold
        time me
        count the seconds
        hold for twenty seconds | length=PT20S
        hold for 20 seconds | length=PT20S
        hold it for twenty seconds please | length=PT20S
        hold for about thirty seconds | length=PT30S
        hold for a minute | length=PT1M
        hold for half a minute | length=PT30S
        hold for a minute and a half | length=PT1M30S
        hold for one and a half minutes | length=PT1M30S
        hold for two minutes | length=PT2M
        hold for one minute and ten seconds | length=PT1M10S
        hold for a minute thirty | length=PT1M30S
        hold for ninety seconds | length=PT90S
        um hold for a minute and a half please | length=PT1M30S
        hold for half an hour | length=PT30M
        hold for zero seconds | length=PT0S
        hold for twenty | count=20
        time me for thirty seconds | length=PT30S
        count twenty seconds | length=PT20S
        a thirty second plank | length=PT30S exercise=plank
        plank for sixty seconds | length=PT60S exercise=plank
        set a timer for forty seconds | length=PT40S
        hold for ages | length=?
    """,
    "NameNumberIntent": """
        ten | count=10
        ten please | count=10
        um maybe ten | count=10
        twenty seconds | length=PT20S
        a minute | length=PT1M
        half a minute please | length=PT30S
        let's say forty five seconds | length=PT45S
        for | heard=4
        too | heard=2
        ate | heard=8
        five hundred | count=500
    """,
    "DidRepsIntent": """
        I did six | count=6
        I've done six | count=6
        I have already done six | count=6
        I only did four | count=4
        I did just four | count=4
        that was only three | count=3
        that was three reps | count=3
        that's six now | count=6
        it was five | count=5
        no it was five | count=5
        um I did like twelve | count=12
        I did forty | count=40
        I did zero | count=0
        I did half
        six done | count=6
        you miscounted
        that's the wrong number
    """,
    "DidNoneIntent": """
        I did none
        I haven't done any yet
        i havent started yet
        not a single one
    """,
    "StartFromIntent": """
        start from four | count=4
        from four | count=4
        from four please | count=4
        go from number four | count=4
        go on from number four please | count=4
        count from three | count=3
        can you start at number seven | count=7
        back to number two | count=2
        let's take it from three | count=3
        I'm on number five | count=5
        start from half | count=?
    """,
    "OtherSideIntent": """
        other side
        the other side
        the other side please
        wrong side
        that's the wrong side
        switch sides
        switch
        the other arm
        it's the left arm's turn | side=left_arm
        it's the right leg | side=right_leg
        no the left side | side=left
        I'm on my right side | side=right
        now the left leg | side=left_leg
        the right arm first | side=right_arm
    """,
    "MoreRestIntent": """
        more rest
        more rest please
        a longer rest
        I need a longer rest
        can I rest a bit longer
        let me rest a little longer
        rest for a minute | length=PT1M
        rest for a minute and a half | length=PT1M30S
        I need forty seconds | length=PT40S
        a ninety second rest | length=PT90S
    """,
    "SkipRestIntent": """
        skip the rest
        skip the rest please
        no rest
        no rest please
        I don't need a rest
        i dont need a rest
        I don't want to rest
        enough rest now
    """,
    "WhereAmIIntent": """
        where am I
        where were we
        which exercise is this
        what am I doing
        which rep am I on
        which side
        left or right
        how many have I done
        can you tell me where I am
        which exercise are we at
    """,
    "HowManyLeftIntent": """
        how many left
        how many more
        how many are left please
        how many to go
        how many exercises are still left
        how many reps left
        is this the last one
    """,
    "HowLongLeftIntent": """
        how long
        how much longer
        how much longer will it be
        how much time is left
        are we nearly done
        are we there yet
        how long is it going to take
    """,
    "WhatsNextIntent": """
        what's next
        whats next
        what comes next please
        which exercise is next
        what's the next exercise
        what comes after this
        what do I do next
        tell me what's next
        and then
    """,
    "ListExercisesIntent": """
        what exercises are there
        which exercises can you do
        list the exercises please
        what's in it
        tell me all exercises
        what exercises do i have
    """,
    "WhyExerciseIntent": """
        why
        why do I do this
        what is this good for
        what does the plank do | exercise=plank
        what is the bridge good for | exercise=bridge
        what are bird dogs good for | exercise=bird_dog
        why should I do the superman | exercise=superman
    """,
    "MusclesIntent": """
        which muscles is this
        what muscles does this work
        what muscle is it
        what am I training here
        what muscles does the plank work | exercise=plank
        which muscles do supermans work | exercise=superman
    """,
    "WhatDoINeedIntent": """
        what do I need
        what do i need for it now
        do I need a ball
        what equipment do I need
        what do I need for the hip thrust | exercise=hip_thrust
        do I need anything for the plank | exercise=plank
    """,
    "NoBallIntent": """
        no ball
        I don't have a ball
        i dont have a ball
        I have no ball
        sorry no ball
        without the ball please
        I haven't got one
    """,
    "HaveBallIntent": """
        I have a ball
        I've got a ball now
        yes I have one
        with the ball
        i have a ball here now
    """,
    "PainIntent": """
        ouch
        ow ow ow
        ow that hurts
        that hurts
        that really really hurts
        my head hurts
        my big toe hurts | body_part=ankle
        my back hurts | body_part=back
        my left knee hurts | body_part=knee
        my knees hurt | body_part=knee
        my back is hurting me | body_part=back
        my right wrist is sore | body_part=wrist
        it hurts in my neck | body_part=neck
        I have a bad hip | body_part=hip
        elbow pain | body_part=elbow
        this hurts my ankles | body_part=ankle
        I'm in pain
        stop that hurts
    """,
    "WorseIntent": """
        the pain is getting worse
    """,
    "SharpPainIntent": """
        ow my shoulder | body_part=shoulder
        I feel a sharp pain
        a stabbing pain
        my lower back hurts a lot | body_part=back
        I'm in a lot of pain
        I think I pulled a muscle
        a sharp pain in my back | body_part=back
        I think I hurt my knee | body_part=knee
    """,
    "LegPainIntent": """
        it hurts down my leg
        the pain goes down my leg
        it's shooting down my leg
        my left leg hurts
        my foot is tingling
        pins and needles
        it's my sciatica
    """,
    "UnwellIntent": """
        I feel dizzy
        I'm going to faint
        I don't feel well
    """,
    "EmergencyIntent": """
        I can't feel my legs
        I can't move my legs
        both my legs are numb
        I feel numb between the legs
        I've lost control of my bladder
        my chest hurts
        I have chest pain
        I've fallen and I can't get up
        I fell badly
    """,
    "EasierIntent": """
        easier
        make it easier please
        too hard
        that's too hard
        this is too hard for me
        that's too difficult
        it's too much
        I can't
        I can't do this
        i cant do this one
        I'm not strong enough
    """,
    "EasierWayIntent": """
        an easier one
        is there an easier way
        can I put my knees down
        the beginner version
    """,
    "HarderWayIntent": "the harder version / is there a harder version",
    "HarderIntent": """
        harder
        a bit harder please
        make it harder
        too easy
        that's too easy
        this is too easy for me
        challenge me
        I can do more
    """,
    "AMAZON.StopIntent": "stop / stop please / Alexa, stop. / stop stop stop / okay stop",
    "AMAZON.CancelIntent": "cancel / never mind",
    "AMAZON.HelpIntent": "help / help me please",
    "AMAZON.YesIntent": "yes / yes please / yeah yeah / sure / okay / hmm okay / yep",
    "AMAZON.NoIntent": "no / no thanks / no no no / nope / no thank you",
    "AMAZON.PauseIntent": "pause / pause please",
    "AMAZON.ResumeIntent": "resume / okay resume",
    "AMAZON.NextIntent": "next / next please / okay next / um next please",
    "AMAZON.PreviousIntent": "previous / previous please",
    "AMAZON.RepeatIntent": "repeat / repeat please",
    "AMAZON.StartOverIntent": "start over / restart / start over please",
    "AMAZON.NavigateHomeIntent": "go home",
    "WhereToFeelItIntent": "where should I feel it / where do I feel this",
    "CannotIntent": """
        who won the game last night
        what time is it | thing=news
        what's the weather like today | thing=news
        play some music | thing=music
        tell me a joke | thing=fun
        set an alarm for seven | thing=alarm
    """,
    "WhatCanISayIntent": "what can I say / um what can I say",
    "GreetingIntent": "hello / good morning",
    "ThanksIntent": "thanks / thank you / that feels good",
    "WhoAreYouIntent": "who are you / what are you",
    "AMAZON.FallbackIntent": """
        purple elephant
        qwertz
        ?
        how long is a piece of string
        do you like cheese
        yellow
        ship
        top
        plankton
        is it raining
        the cat sat on the mat
    """,
}


WORDS = ["do", "the", "a", "plank", "ten", "hold", "for", "my", "back", "routine", "ask", "{count}", "no"]


def table() -> list[tuple[str, str, dict[str, str]]]:
    """The sentences above, each with its intent and what its slots hold: an id or a value, ? for no match."""
    rows = []
    for intent, sentences in SAID.items():
        for sentence in sentences.replace(" / ", "\n").split("\n"):
            said, _, slots = sentence.strip().partition(" | ")
            if said:
                rows.append((said, intent, dict(slot.split("=") for slot in slots.split())))
    return rows


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return Hearing(json.loads(MODEL.read_text("utf-8")))


def filled(heard: Heard) -> dict[str, str]:
    """The id of each value that was resolved, ? for one that was not, a number or a length as it is."""
    return {name: _meant(slot) for name, slot in heard.slots.items() if "value" in slot}


def _meant(slot: dict[str, object]) -> str:
    if "resolutions" not in slot:
        return str(slot["value"])
    [authority] = slot["resolutions"]["resolutionsPerAuthority"]  # type: ignore[index]
    if authority["status"]["code"] == "ER_SUCCESS_NO_MATCH":
        return "?"
    return str(authority["values"][0]["value"]["id"])


@pytest.mark.parametrize(("said", "intent", "slots"), table(), ids=[said for said, _, _ in table()])
@pytest.mark.parametrize("in_session", [True, False], ids=["in session", "one shot"])
def test_what_people_say(
    hearing: Hearing, said: str, intent: str, slots: dict[str, str], in_session: bool
) -> None:
    heard = hearing.understand(said, in_session=in_session)
    assert (heard.kind, heard.intent, filled(heard)) == ("intent", intent, slots)


def test_enough_is_tried_to_speak_of_people() -> None:
    assert len(table()) >= 150


@pytest.mark.parametrize(
    "said",
    [
        "Alexa, open my back routine",
        "open my back routine please",
        "start my back routine",
        "launch my back routine",
        "begin my back routine",
        "play my back routine",
        "resume my back routine",
        "run my back routine",
        "use my back routine",
        "my back routine",
        "can you open my back routine",
        "let's start my back routine",
    ],
)
def test_these_open_the_skill(hearing: Hearing, said: str) -> None:
    assert hearing.understand(said, in_session=False) == Heard("launch")


@pytest.mark.parametrize(
    "said", ["open my back routine", "resume my back routine", "alexa launch my back routine"]
)
def test_a_launch_phrase_that_is_no_sample_opens_the_skill_anew(hearing: Hearing, said: str) -> None:
    assert hearing.understand(said, in_session=True) == Heard("launch")


@pytest.mark.parametrize("in_session", [True, False])
@pytest.mark.parametrize(
    ("said", "intent", "slots"),
    [
        ("ask my back routine to count ten reps", "CountRepsIntent", {"count": "10"}),
        ("Alexa, ask my back routine how many are left", "HowManyLeftIntent", {}),
        ("ask my back routine what's next", "WhatsNextIntent", {}),
        ("ask my back routine for the plank", "NameExerciseIntent", {"exercise": "plank"}),
        ("ask my back routine how to do a superman", "ExplainExerciseIntent", {"exercise": "superman"}),
        ("tell my back routine to skip this one", "SkipIntent", {}),
        ("tell my back routine that it hurts", "PainIntent", {}),
        ("tell my back routine I don't have a ball", "NoBallIntent", {}),
        ("open my back routine and do the plank", "DoExerciseIntent", {"exercise": "plank"}),
        ("use my back routine to hold for a minute", "HoldForIntent", {"length": "PT1M"}),
        ("count ten reps with my back routine", "CountRepsIntent", {"count": "10"}),
        ("how do I do the burpee in my back routine", "ExplainExerciseIntent", {"exercise": "?"}),
        ("ask my back routine about the moon landing", "AMAZON.FallbackIntent", {}),
    ],
)
def test_asking_at_once(
    hearing: Hearing, said: str, intent: str, slots: dict[str, str], in_session: bool
) -> None:
    heard = hearing.understand(said, in_session=in_session)
    assert (heard.intent, filled(heard)) == (intent, slots)


@pytest.mark.parametrize("said", ["exit", "Alexa, exit", "quit please"])
def test_leaving_does_not_ask_the_skill(hearing: Hearing, said: str) -> None:
    assert hearing.understand(said, in_session=True) == Heard("exit")


@pytest.mark.parametrize(
    ("said", "not_intent"),
    [
        ("im not redy", "ReadyIntent"),
        ("i have the no ball", "HaveBallIntent"),
        ("thank you", "AMAZON.NoIntent"),
        ("that doesnt hurt", "PainIntent"),
    ],
)
def test_a_no_is_never_overheard(hearing: Hearing, said: str, not_intent: str) -> None:
    assert hearing.understand(said, in_session=True).intent != not_intent


def test_a_value_that_was_resolved_comes_as_alexa_sends_it(hearing: Hearing) -> None:
    slot = hearing.understand("do the bird dogs", in_session=True).slots["exercise"]
    [authority] = slot["resolutions"]["resolutionsPerAuthority"]
    assert authority.pop("authority").startswith("amzn1.er-authority.echo-sdk.amzn1.ask.skill.")
    assert slot == {
        "name": "exercise",
        "value": "bird dogs",
        "confirmationStatus": "NONE",
        "source": "USER",
        "resolutions": {
            "resolutionsPerAuthority": [
                {
                    "status": {"code": "ER_SUCCESS_MATCH"},
                    "values": [{"value": {"name": "bird dog", "id": "bird_dog"}}],
                }
            ]
        },
        "slotValue": {"type": "Simple", "value": "bird dogs", "resolutions": slot["resolutions"]},
    }


def test_a_name_that_nobody_knows_comes_as_it_was_said(hearing: Hearing) -> None:
    slot = hearing.understand("do the Romanian deadlift", in_session=True).slots["exercise"]
    [authority] = slot["resolutions"]["resolutionsPerAuthority"]
    assert slot["value"] == slot["slotValue"]["value"] == "romanian deadlift"
    assert authority["status"] == {"code": "ER_SUCCESS_NO_MATCH"}
    assert "values" not in authority


def test_a_slot_that_was_left_open_has_no_value(hearing: Hearing) -> None:
    assert hearing.understand("hold for twenty", in_session=True).slots == {
        "length": {"name": "length", "confirmationStatus": "NONE"},
        "count": {
            "name": "count",
            "value": "20",
            "confirmationStatus": "NONE",
            "source": "USER",
            "slotValue": {"type": "Simple", "value": "20"},
        },
        "heard": {"name": "heard", "confirmationStatus": "NONE"},
        "exercise": {"name": "exercise", "confirmationStatus": "NONE"},
        "until": {"name": "until", "confirmationStatus": "NONE"},
    }


@given(st.integers(0, 1000))
def test_every_number_is_understood(hearing: Hearing, number: int) -> None:
    assert filled(hearing.understand(f"count {number} reps", in_session=True)) == {"count": str(number)}


@given(st.integers(1, 59), st.integers(1, 59))
def test_every_length_is_understood(hearing: Hearing, minutes: int, seconds: int) -> None:
    said = f"hold for {minutes} minutes and {seconds} seconds"
    assert filled(hearing.understand(said, in_session=True)) == {"length": f"PT{minutes}M{seconds}S"}


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
@settings(max_examples=20)
def test_nothing_that_is_said_is_too_much(hearing: Hearing, said: str) -> None:
    for in_session in (True, False):
        heard = hearing.understand(said, in_session=in_session)
        assert heard.kind in {"launch", "intent", "exit"}
        assert bool(heard.intent) == (heard.kind == "intent")
