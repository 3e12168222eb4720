#!/usr/bin/python3
"""Goal: our arithmetic of days agrees with python-dateutil's, on thousands of generated cases.

usage: test_dateutil.py DAY_TOOL
"""

import calendar
import datetime
import random
import subprocess
import sys

from dateutil.relativedelta import relativedelta

FIRST = datetime.date(1, 1, 1)
LAST = datetime.date(9999, 12, 31)
CASES = 4000


def moved(day, **by):
    """day + relativedelta(by), stopping at the ends of the calendar."""
    forward = next(iter(by.values())) >= 0
    try:
        return day + relativedelta(**by)
    except (ValueError, OverflowError):
        return LAST if forward else FIRST


def moved_by(day, number, unit):
    name = {"d": "days", "w": "weeks", "m": "months", "y": "years"}[unit]
    return moved(day, **{name: number})


def any_day(rng):
    """Days of all years, with many from our time and many at the end of a month."""
    kind = rng.randrange(4)
    if kind == 0:
        return datetime.date.fromordinal(rng.randint(1, LAST.toordinal()))
    day = datetime.date(2020, 1, 1) + datetime.timedelta(rng.randrange(5000))
    if kind == 1:
        return day
    length = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=length if kind == 2 else max(1, length - rng.randrange(3)))


def any_span(rng):
    unit = rng.choice("dwmy")
    most = {"d": 36500, "w": 5214, "m": 1200, "y": 100}[unit]
    return rng.randint(0, most if rng.randrange(4) == 0 else most // 50), unit


def months(rng):
    day, number = any_day(rng), rng.choice((rng.randint(-60, 60), rng.randint(-99999, 99999)))
    return f"months {day} {number}", moved(day, months=number)


def days(rng):
    day, number = any_day(rng), rng.randint(-4000000, 4000000)
    return f"days {day} {number}", moved(day, days=number)


def weekday(rng):
    day = any_day(rng)
    return f"weekday {day}", day.weekday()


def before(rng):
    day, (number, unit) = any_day(rng), any_span(rng)
    if number == 0:
        return f"before {day} 0{unit}", day
    return f"before {day} {number}{unit}", moved_by(day, -number, unit)


def after(rng):
    day, (number, unit), times = any_day(rng), any_span(rng), rng.randrange(30)
    return f"after {day} {number}{unit} {times}", moved_by(day, number * times, unit)


def term(rng):
    day, (number, unit), ends = any_day(rng), any_span(rng), rng.choice(("anniversary", "day_before"))
    number += 1
    if unit == "y":
        number = min(number, 100)
    last = moved_by(day, number, unit)
    # A month that lacks the day ends the term with its last day either way.
    lacks_day = unit in "my" and last.day != day.day
    if ends == "day_before" and not lacks_day:
        last = moved(last, days=-1)
    return f"term {day} {number}{unit} {ends}", last


def ended(day, number, unit, ends):
    """The last day of a term from day, or after a term that ended the day before it."""
    last = moved_by(day, number, unit)
    if ends == "day_before" and not (unit in "my" and last.day != day.day):
        last = moved(last, days=-1)
    return last


def rolled(rng):
    """Terms that follow by themselves: one step from one origin where the units allow it."""
    day = any_day(rng).replace(year=rng.randint(1950, 2150), day=rng.randint(1, 28))
    if rng.randrange(2) == 0:
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    (number, unit), (every, every_unit) = any_span(rng), any_span(rng)
    number, every, times = number % 61, every % 60 + 1, rng.randrange(12)
    ends = rng.choice(("anniversary", "day_before"))
    question = f"rolled {day} {number}{unit} {every}{every_unit} {times} {ends}"
    factor = {"d": 1, "w": 7, "m": 1, "y": 12}
    one = {"d": "d", "w": "d", "m": "m", "y": "m"}
    rest = every * times * factor[every_unit]
    if number > 0 and one[unit] == one[every_unit]:
        return question, ended(day, number * factor[unit] + rest, one[unit], ends)
    last = day if number == 0 else ended(day, number, unit, ends)
    if rest == 0:
        return question, last
    if ends == "day_before":
        return question, ended(last + datetime.timedelta(1), rest, one[every_unit], ends)
    return question, moved_by(last, rest, one[every_unit])


def deadline(rng):
    """The notice deadline of a term that follows by itself: a period before its last day, or a
    fixed day before it that is far enough ahead."""
    question, last = rolled(rng)
    question = question.replace("rolled", "deadline", 1)
    number, unit = any_span(rng)
    number = number % 40
    if rng.randrange(3) == 0:
        return f"{question} {number + 1}{unit}", moved_by(last, -number - 1, unit)
    fixed = datetime.date(2024, 1, 1) + datetime.timedelta(rng.randrange(366))
    if rng.randrange(4) == 0:
        fixed = rng.choice((datetime.date(2024, 2, 29), datetime.date(2024, 9, 1),
                            last + relativedelta(days=1), last, last - relativedelta(days=1)))
    question += f" {fixed.day} {fixed:%B}"
    latest = last - datetime.timedelta(1)
    if rng.randrange(2) == 0:
        question += f", {number + 1}{unit} ahead"
        latest = min(latest, moved_by(last + datetime.timedelta(1), -number - 1, unit))
    day = latest + relativedelta(month=fixed.month, day=fixed.day)
    if day > latest:
        day = latest + relativedelta(years=-1, month=fixed.month, day=fixed.day)
    return question, day


def reckon(rng):
    """The first anniversary of signing inside the period, else the period's last day."""
    signed = any_day(rng).replace(year=rng.randint(1990, 2030), day=rng.randint(1, 28))
    if rng.randrange(5) == 0:
        signed = datetime.date(rng.randrange(1992, 2030, 4), 2, 29)
    year, month = rng.randint(1985, 2045), rng.randint(1, 12)
    if rng.randrange(2) == 0:
        vague, first, last = f"{year}", datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    else:
        length = calendar.monthrange(year, month)[1]
        vague = f"{year}-{month:02}"
        first, last = datetime.date(year, month, 1), datetime.date(year, month, length)
    if rng.randrange(8) == 0:
        return f"reckon {vague} -", last
    for years in range(1, 60):
        day = signed + relativedelta(years=years)
        if first <= day <= last:
            return f"reckon {vague} {signed}", day
    return f"reckon {vague} {signed}", last


def working(rng):
    day, weekdays = any_day(rng), rng.randint(1, 127)
    day = min(max(day, datetime.date(3, 1, 1)), datetime.date(9997, 1, 1))
    holidays = sorted({day + datetime.timedelta(rng.randint(-12, 12)) for _ in range(rng.randrange(20))})

    def works(candidate):
        return weekdays >> candidate.weekday() & 1 and candidate not in holidays

    one = other = day
    while not works(one):
        one -= datetime.timedelta(1)
    while not works(other):
        other += datetime.timedelta(1)
    return " ".join(["working", str(day), str(weekdays), *map(str, holidays)]), f"{one} {other}"


def main():
    rng = random.Random(20261123)
    makers = (months, days, weekday, before, after, term, rolled, deadline, reckon, working)
    cases = [make(rng) for make in makers for _ in range(CASES)]
    questions = "".join(question + "\n" for question, _ in cases)
    answers = subprocess.run(
        [sys.argv[1]], input=questions, capture_output=True, text=True, timeout=100, check=True
    ).stdout.splitlines()
    if len(answers) != len(cases):
        sys.exit(f"{len(cases)} questions, {len(answers)} answers")
    wrong = 0
    for (question, expected), answer in zip(cases, answers):
        if str(expected) == answer:
            continue
        wrong += 1
        if wrong <= 20:
            print(f"{question}: {answer}, dateutil says {expected}")
    print(f"{len(cases)} cases, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
