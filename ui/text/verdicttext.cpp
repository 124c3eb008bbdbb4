// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/verdicttext.h"

#include "text/format.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr const char* kContext = "tt::VerdictText";

struct Row
{
    const char* text;
    const char16_t* mark;
    Tone tone;
};

struct Words
{
    const char* text;
    const char* hint;
};

constexpr std::array<Row, 6> kVerdicts = {{
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Strong Sell"), u"▼▼", Tone::Down},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Sell"), u"▼", Tone::Down},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Hold"), u"●", Tone::Neutral},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Buy"), u"▲", Tone::Up},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Strong Buy"), u"▲▲", Tone::Up},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "No verdict"), u"–", Tone::Muted},
}};

constexpr std::array<Row, 5> kVotes = {{
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Sell"), u"▼", Tone::Down},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Neutral"), u"●", Tone::Neutral},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Buy"), u"▲", Tone::Up},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Abstains"), u"–", Tone::Muted},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Off"), u"–", Tone::Muted},
}};

constexpr std::array<Words, 5> kPlanStatus = {{
    {QT_TRANSLATE_NOOP("tt::VerdictText", "No plan"),
     QT_TRANSLATE_NOOP("tt::VerdictText", "This signal has no trade plan.")},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "OK"),
     QT_TRANSLATE_NOOP("tt::VerdictText", "The plan keeps every limit.")},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "R:R too low"),
     QT_TRANSLATE_NOOP("tt::VerdictText",
                       "The reward is too small for the risk: below the least R:R asked for.")},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Tick too coarse"),
     QT_TRANSLATE_NOOP("tt::VerdictText",
                       "The price is so low that stop and target cannot be placed on whole ticks.")},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Size is zero"),
     QT_TRANSLATE_NOOP("tt::VerdictText",
                       "Not even one share fits the capital, the risk or the position limit.")},
}};

constexpr std::array<Words, 5> kGrades = {{
    {"A", QT_TRANSLATE_NOOP("tt::VerdictText", "Nothing was found in the data.")},
    {"B", QT_TRANSLATE_NOOP("tt::VerdictText", "A few bars were repaired, left out or without volume.")},
    {"C", QT_TRANSLATE_NOOP("tt::VerdictText", "Many faulty bars or days without volume, or a long gap.")},
    {"D",
     QT_TRANSLATE_NOOP("tt::VerdictText",
                       "Old, short, very faulty or with an unexplained jump: no verdict is called strong.")},
    {"F", QT_TRANSLATE_NOOP("tt::VerdictText", "Too few usable bars for an analysis.")},
}};

constexpr std::array<const char*, 5> kSources = {{
    QT_TRANSLATE_NOOP("tt::VerdictText", "Demo"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "File"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "Stored"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "Yahoo"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "NSE"),
}};

constexpr std::array<Row, 7> kJobs = {{
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Waiting"), u"…", Tone::Muted},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Running"), u"▶", Tone::Accent},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Paused"), u"❚❚", Tone::Neutral},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Interrupted"), u"!", Tone::Warning},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Completed"), u"✓", Tone::Up},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Cancelled"), u"■", Tone::Neutral},
    {QT_TRANSLATE_NOOP("tt::VerdictText", "Failed"), u"✕", Tone::Down},
}};

constexpr std::array<const char*, 12> kFindings = {{
    QT_TRANSLATE_NOOP("tt::VerdictText", "No valid date"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "A price is missing"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "A price is not above zero"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "Volume below zero or infinite"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "Open or close outside high and low"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "High or low widened by a rounding error"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "Second, different bar of one date"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "Dated after the as-of day"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "Too few fields in the line"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "The symbol was renamed"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "Not the ordinary share"),
    QT_TRANSLATE_NOOP("tt::VerdictText", "A stored bar was replaced"),
}};

QString translated(const char* text)
{
    return QCoreApplication::translate(kContext, text);
}

template<class Table, class Key>
const auto& rowOf(const Table& table, Key key)
{
    return table[static_cast<std::size_t>(key)];
}

const Row& voteRow(const Vote& vote)
{
    if (!vote.defined)
        return kVotes[3];
    if (vote.weight == 0)
        return kVotes[4];
    return kVotes[vote.vote < 0 ? 0 : vote.vote > 0 ? 2 : 1];
}

} // namespace

QString verdictText(Verdict verdict)
{
    return translated(rowOf(kVerdicts, verdict).text);
}

QString verdictMark(Verdict verdict)
{
    return QString::fromUtf16(rowOf(kVerdicts, verdict).mark);
}

Tone verdictTone(Verdict verdict)
{
    return rowOf(kVerdicts, verdict).tone;
}

QString signalText(Signal signal)
{
    switch (signal) {
    case Signal::Buy:
        return QCoreApplication::translate(kContext, "BUY");
    case Signal::Sell:
        return QCoreApplication::translate(kContext, "SELL");
    case Signal::Hold:
        return QCoreApplication::translate(kContext, "HOLD");
    case Signal::None:
        break;
    }
    return undefinedText();
}

QString voteText(const Vote& vote)
{
    return translated(voteRow(vote).text);
}

QString voteMark(const Vote& vote)
{
    return QString::fromUtf16(voteRow(vote).mark);
}

Tone voteTone(const Vote& vote)
{
    return voteRow(vote).tone;
}

QString planStatusText(PlanStatus status)
{
    return translated(rowOf(kPlanStatus, status).text);
}

QString planStatusHint(PlanStatus status)
{
    return translated(rowOf(kPlanStatus, status).hint);
}

QString gradeText(Grade grade)
{
    return QString::fromLatin1(rowOf(kGrades, grade).text);
}

QString gradeHint(Grade grade)
{
    return translated(rowOf(kGrades, grade).hint);
}

QString sizeBoundText(SizeBound bound)
{
    return bound == SizeBound::Risk ? QCoreApplication::translate(kContext, "bound by the risk")
                                    : QCoreApplication::translate(kContext, "bound by the position limit");
}

QString sourceText(DataSource source)
{
    return translated(rowOf(kSources, source));
}

QString jobStatusText(JobStatus status)
{
    return translated(rowOf(kJobs, status).text);
}

Tone jobStatusTone(JobStatus status)
{
    return rowOf(kJobs, status).tone;
}

QString jobStatusMark(JobStatus status)
{
    return QString::fromUtf16(rowOf(kJobs, status).mark);
}

QString findingText(FindingRule rule)
{
    return translated(rowOf(kFindings, rule));
}

} // namespace tt
