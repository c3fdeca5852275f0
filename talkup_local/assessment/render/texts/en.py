"""Headings and labels in English."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from talkup_local.assessment.render.texts.model import Labels, PlotLabels

EN: Final = Labels(
    decimal=".",
    percent="{value}%",
    colon=": ",
    spaced_marks=False,
    quote="“{text}”",
    date="{day} {month} {year}",
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    minutes="{value} min",
    title="Interview report",
    title_for="Interview report: {role}",
    contents="Contents",
    kinds=MappingProxyType(
        {
            "general": "General interview",
            "behavioural": "Behavioural interview",
            "technical": "Technical interview",
            "customer_service": "Customer service interview",
            "sales": "Sales interview",
            "internship": "Internship interview",
        }
    ),
    experience=MappingProxyType(
        {"entry": "Entry", "junior": "Junior", "experienced": "Experienced", "senior": "Senior"}
    ),
    languages=MappingProxyType({"en": "English", "fr": "French"}),
    completeness=MappingProxyType(
        {
            "ended": "Held to its end",
            "broken": "Broken off: the connection was lost and nobody came back in time",
            "refused": "Ended at once: the candidate did not agree to what would be kept",
            "open": "Still going on: this is what there is so far",
        }
    ),
    stopped_by_candidate="Ended by the candidate before all questions were reached",
    stopped="Ended before all questions were reached",
    facts="The interview",
    kind="Type",
    role="Role",
    plan="Plan",
    level="Level of the questions",
    language="Language",
    held="Held",
    length="Length",
    asked_for="{minutes} planned",
    ending="Ending",
    counts="{planned} planned, {reached} reached, {assessed} assessed",
    session="Session",
    made="Report made",
    heard_by="Engines",
    competencies="Competencies",
    competencies_lead="Each question looks for one competency. Levels come from the rubric of the "
    "question, from 1 to 4. They are not added up.",
    competency="Competency",
    level_of="Level {level} of 4",
    levels=("A start", "On the way", "Solid", "Strong"),
    result="Levels",
    in_questions="Questions",
    advice="What to try next",
    advice_lead="In order of effect: first what answers lacked, then how they were built, then how "
    "they were spoken.",
    no_advice="There is too little to go by for advice.",
    areas=MappingProxyType(
        {"content": "What is said", "structure": "How it is built", "speech": "How it is spoken"}
    ),
    question="Question {numbers}",
    questions="Questions {numbers}",
    answers="Question by question",
    answers_lead="What bears a level out is marked in the answer.",
    states=MappingProxyType(
        {
            "assessed": "",
            "unassessed": "Nothing was said to go by. It counts for nothing.",
            "skipped": "Skipped. It counts for nothing.",
            "not_reached": "Not reached. It counts for nothing.",
        }
    ),
    no_level="No level",
    strong="What was strong",
    missing="What was missing",
    evidence="What the level rests on",
    shows="shows",
    dropped="Quotes left out because they are not in the transcript: {count}.",
    outline="A better answer in outline",
    rubric="All levels of this question",
    here="this answer",
    transcript="What was said",
    interviewer="Interviewer",
    candidate="Candidate",
    candidate_answer="Candidate, answer {label}",
    nothing_heard="(nothing was understood)",
    skipped="(the question was skipped)",
    steps=MappingProxyType(
        {
            "follow_up": "asked on",
            "probe": "asked for more",
            "repeat": "repeated",
            "rephrase": "asked in other words",
            "wait": "gave a moment",
            "permit": "gave leave",
            "part": "asked for a part of the story",
            "point": "asked for more",
            "clarify": "led back to the question",
            "defer": "put it off until later",
            "tell": "told about the interview",
            "add": "came back to the answer before",
            "calm": "stayed calm",
            "check_in": "asked whether all is well",
            "not_heard": "had not understood",
        }
    ),
    story="Parts of the story",
    parts=MappingProxyType(
        {"situation": "Situation", "task": "Task", "action": "Action", "result": "Result"}
    ),
    told="told",
    not_told="not told",
    confidence="Confidence {value}",
    speech="How it was said",
    speech_lead="Over all answers, beside what is usual in ordinary spoken answers. Outside is not "
    "wrong, and inside is not good; these figures move no level.",
    groups=MappingProxyType(
        {
            "time": "Pace and pauses",
            "fluency": "Fluency",
            "wording": "Choice of words",
            "content": "Content",
            "voice": "Voice and recording",
        }
    ),
    measure="Measure",
    value="Value",
    usual="Usual",
    place="Against the usual",
    places=MappingProxyType({"below": "below", "usual": "usual", "above": "above"}),
    units=MappingProxyType({}),
    up_to="up to {high}",
    at_least="from {low}",
    between="{low} to {high}",
    usual_band="usual",
    no_speech="Nothing was said that could be measured.",
    plots="Answer by answer",
    pace=PlotLabels(
        title="Pace over the interview",
        description="Words per minute of each answer, over the minutes of the interview.",
        across="minute of the interview",
        up="words per minute",
    ),
    talk=PlotLabels(
        title="Share of talk",
        description="Words of the candidate in each exchange, the rest being the interviewer's.",
        across="answer",
        up="% of the words",
    ),
    fillers=PlotLabels(
        title="Fillers",
        description="Fillers such as “you know” in 100 words of each answer.",
        across="answer",
        up="in 100 words",
    ),
    pauses=PlotLabels(
        title="Time in pauses",
        description="Part of the time of each answer that is silence.",
        across="answer",
        up="% of the time",
    ),
    levels_plot=PlotLabels(
        title="Levels by competency",
        description="The level of each question, from 1 to 4, in rows by competency.",
        across="level",
        up="question",
    ),
    numbers="The numbers of each answer",
    numbers_lead="2b is the second answer to question 2. A dash: too little to go by.",
    answer="Answer",
    columns=(
        "Minute", "Words", "Words per minute", "Share of talk", "Fillers in 100 words",
        "Hesitations", "Pauses", "Time in pauses", "Longest pause (s)", "Time to answer (s)",
    ),
    talk_whole="Of all words, {value} were the candidate's: {words}, against {other} of the "
    "interviewer.",
    rest="The rest of the conversation",
    limits="Limits of this report",
    trainer="View of the trainer",
    trainer_lead="A human decides. What does the trainer see otherwise, and what comes next?",
    signed="Name and date",
    page="Page {page} of {pages}",
    characters="Some characters of the transcript can't be shown in this file; the HTML report "
    "has them.",
)  # fmt: skip
"""English."""
