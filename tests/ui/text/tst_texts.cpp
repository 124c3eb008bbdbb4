// SPDX-License-Identifier: GPL-3.0-or-later
// Every value of every enumeration that a user can meet has a text of its own.
#include "engine/reasons.h"
#include "text/errortext.h"
#include "text/reasontext.h"
#include "text/verdicttext.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tt;

namespace {

template<class Enum, class Function>
void expectDistinct(int count, Function text)
{
    QSet<QString> seen;
    for (int i = 0; i < count; ++i) {
        const QString one = text(static_cast<Enum>(i));
        QVERIFY(!one.isEmpty());
        QVERIFY2(!seen.contains(one), qPrintable(one));
        seen << one;
    }
}

} // namespace

class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyValueHasAText();
    void errorsAreSentences();
    void flipsAreTold();
    void reasonsAreSentences();
};

void TestTexts::everyValueHasAText()
{
    expectDistinct<Verdict>(6, verdictText);
    expectDistinct<Verdict>(6, verdictMark);
    expectDistinct<PlanStatus>(5, planStatusText);
    expectDistinct<PlanStatus>(5, planStatusHint);
    expectDistinct<Grade>(5, gradeText);
    expectDistinct<Grade>(5, gradeHint);
    expectDistinct<DataSource>(5, sourceText);
    expectDistinct<JobStatus>(7, jobStatusText);
    expectDistinct<JobStatus>(7, jobStatusMark);
    expectDistinct<FindingRule>(12, findingText);
    expectDistinct<ErrorCode>(21, errorTitle);
    expectDistinct<Signal>(4, signalText);
}

void TestTexts::errorsAreSentences()
{
    Error error = validationError({{"capital", "must be above 0", ViolationType::Range}});
    error.message = "request validation failed";
    QCOMPARE(errorText(error), u"Request validation failed.\n• capital: must be above 0"_s);
    Error file = makeError(ErrorCode::FileUnreadable, "The file a.csv cannot be read; check its permissions.")
                     .with("path", "a.csv");
    QCOMPARE(errorText(file), u"The file a.csv cannot be read; check its permissions."_s);
    QVERIFY(errorDetails(file).startsWith(u"FILE_UNREADABLE"_s));
    QVERIFY(errorDetails(file).contains(u"path: a.csv"_s));
    QVERIFY(!errorText(Error{}).isEmpty());
}

void TestTexts::flipsAreTold()
{
    Analysis analysis;
    analysis.close = 100;
    const QStringList none = flipTexts(analysis, "A.NS");
    QCOMPARE(none.size(), 2);
    QVERIFY(none[0].contains(u"higher"_s) && none[1].contains(u"lower"_s));
    analysis.flipUp = Flip{102.5, Verdict::Buy};
    QCOMPARE(flipTexts(analysis, "A.NS"),
             (QStringList{u"A next close of ₹102.50 (+2.50 %) makes it Buy."_s, none[1]}));
    analysis.flipUp = analysis.flipDown = Flip{100, Verdict::Hold};
    QCOMPARE(flipTexts(analysis, "A.NS"), QStringList{u"The same close again, ₹100.00, makes it Hold."_s});
}

void TestTexts::reasonsAreSentences()
{
    for (const ReasonInfo& row : reasonTable()) {
        const QString text = reasonSentence({std::string(row.code), 0.125});
        QVERIFY2(text.size() > 10 && !text.contains(u"%1"_s), qPrintable(text));
    }
    QVERIFY(reasonSentence({"weak_evidence", 0.07}).contains(u"0.07"_s));
    QCOMPARE(reasonSentence({"for:psar", 0.15}), u"Parabolic SAR supports the score with +0.15"_s);
    QCOMPARE(reasonSentence({"some_new_code", kUndefined}), u"some_new_code"_s);
}

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
