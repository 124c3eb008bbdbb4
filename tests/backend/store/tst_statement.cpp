// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statement.h"

#include "storetest.h"

#include <QRegularExpression>

#include <cmath>
#include <limits>

using namespace tt;
using namespace Qt::StringLiterals;

class TestStatement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void valuesReadBackEqual();
    void undefinedIsNull_data();
    void undefinedIsNull();
    void emptyTextIsNotNull();
    void textWithEveryCharacter();
    void oneStatementServesABatch();
    void changeCountsRows();
    void rowIsTheFirstOrNothing();
    void wrongSqlIsLogged();
    void failedRowIsLogged();
    void twoStatementsAreRefused();
    void missingValueIsRefused();
    void bindingEndsTheReading();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
};

void TestStatement::init()
{
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = Database::open(m_folder->filePath(u"a.db"_s)).value();
    QVERIFY_RESULT(m_database->exec(u"CREATE TABLE t (i BIGINT, r DOUBLE PRECISION, s TEXT, b BLOB)"_s));
}

void TestStatement::valuesReadBackEqual()
{
    const QByteArray bytes("\0\x01\xff nul inside", 14);
    const double real = 0.1 + 0.2;
    Statement insert(*m_database, u"INSERT INTO t VALUES (?, ?, ?, ?)"_s);
    insert.bind(std::numeric_limits<std::int64_t>::min()).bind(real).bind("M&M.NS").bind(bytes);
    QVERIFY_RESULT(insert.exec());
    Statement select(*m_database, u"SELECT i, r, s, b FROM t"_s);
    QVERIFY_RESULT(select.exec());
    QVERIFY(select.next());
    QCOMPARE(select.integer(0), std::numeric_limits<std::int64_t>::min());
    QVERIFY(select.real(1) == real);
    QCOMPARE(select.text(2), std::string("M&M.NS"));
    QCOMPARE(select.blob(3), bytes);
    QVERIFY(!select.next());
    QVERIFY_RESULT(select.status());
}

void TestStatement::undefinedIsNull_data()
{
    QTest::addColumn<double>("value");
    QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
    QTest::newRow("minus infinite") << -std::numeric_limits<double>::infinity();
}

void TestStatement::undefinedIsNull()
{
    QFETCH(double, value);
    Statement insert(*m_database, u"INSERT INTO t (r, i) VALUES (?, ?)"_s);
    QVERIFY_RESULT(insert.bind(value).bindDay(kNoDay).exec());
    QCOMPARE(m_database->scalar(u"SELECT COUNT(*) FROM t WHERE r IS NULL AND i IS NULL"_s).value(), u"1"_s);
    Statement select(*m_database, u"SELECT r, i FROM t"_s);
    QVERIFY_RESULT(select.exec());
    QVERIFY(select.next());
    QVERIFY(select.isNull(0));
    QVERIFY(std::isnan(select.real(0)));
    QCOMPARE(select.day(1), kNoDay);
}

void TestStatement::emptyTextIsNotNull()
{
    Statement insert(*m_database, u"INSERT INTO t (s) VALUES (?)"_s);
    QVERIFY_RESULT(insert.bind("").exec());
    QVERIFY_RESULT(insert.bind(std::string_view()).exec());
    QVERIFY_RESULT(insert.bindTextOrNull("").exec());
    QCOMPARE(m_database->scalar(u"SELECT COUNT(*) FROM t WHERE s = ''"_s).value(), u"2"_s);
    QCOMPARE(m_database->scalar(u"SELECT COUNT(*) FROM t WHERE s IS NULL"_s).value(), u"1"_s);
}

void TestStatement::textWithEveryCharacter()
{
    const std::string text = "'; DROP TABLE t; -- \xe0\xa4\x9f\xe0\xa4\xbe \xf0\x9f\x93\x88 \"";
    Statement insert(*m_database, u"INSERT INTO t (s) VALUES (?)"_s);
    QVERIFY_RESULT(insert.bind(text).exec());
    Statement select(*m_database, u"SELECT s FROM t WHERE s = ?"_s);
    const auto read = select.bind(text).row([](Statement& r) { return r.text(0); });
    QVERIFY_RESULT(read);
    QCOMPARE(read->value(), text);
}

void TestStatement::oneStatementServesABatch()
{
    Statement insert(*m_database, u"INSERT INTO t (i, s) VALUES (?, ?)"_s);
    for (int i = 0; i < 100; ++i)
        QVERIFY_RESULT(insert.bind(i).bind(std::to_string(i)).exec());
    Statement select(*m_database, u"SELECT i FROM t WHERE s = CAST(i AS TEXT) ORDER BY i"_s);
    const auto rows = select.rows([](Statement& r) { return r.number(0); });
    QVERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 100u);
    QCOMPARE(rows->back(), 99);
}

void TestStatement::changeCountsRows()
{
    QVERIFY_RESULT(m_database->exec(u"INSERT INTO t (i) VALUES (1), (2), (3)"_s));
    Statement update(*m_database, u"UPDATE t SET i = i + 10 WHERE i >= ?"_s);
    QCOMPARE(update.bind(2).change().value(), 2);
    QCOMPARE(update.bind(100).change().value(), 0);
}

void TestStatement::rowIsTheFirstOrNothing()
{
    Statement select(*m_database, u"SELECT i FROM t ORDER BY i"_s);
    const auto read = [](Statement& r) { return r.number(0); };
    QVERIFY(!select.row(read).value().has_value());
    QVERIFY_RESULT(m_database->exec(u"INSERT INTO t (i) VALUES (7), (5)"_s));
    QCOMPARE(select.row(read).value().value(), 5);
    QVERIFY_RESULT(m_database->exec(u"DROP TABLE t"_s)); // no live SELECT is left behind
}

void TestStatement::wrongSqlIsLogged()
{
    QTest::ignoreMessage(
        QtWarningMsg,
        QRegularExpression(u"preparing failed: no such column: absent .*SELECT absent FROM t"_s));
    Statement wrong(*m_database, u"SELECT absent\n  FROM t"_s);
    const Result<void> done = wrong.exec();
    QCOMPARE_ERROR(done, ErrorCode::Internal);
    QVERIFY(!wrong.next());
    QVERIFY(!wrong.status().ok());
}

void TestStatement::failedRowIsLogged()
{
    QVERIFY_RESULT(m_database->exec(u"CREATE UNIQUE INDEX t_i ON t (i)"_s));
    Statement insert(*m_database, u"INSERT INTO t (i) VALUES (?)"_s);
    QVERIFY_RESULT(insert.bind(1).exec());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"running failed: UNIQUE constraint failed: t.i .*"
                                                          u"INSERT INTO t"_s));
    QCOMPARE_ERROR(insert.bind(1).exec(), ErrorCode::Conflict);
    QVERIFY_RESULT(insert.bind(2).exec());
}

void TestStatement::twoStatementsAreRefused()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u".*"_s));
    QVERIFY(!m_database->exec(u"DELETE FROM t; DELETE FROM t"_s).ok());
}

/// The values of the call before are not used once more.
void TestStatement::missingValueIsRefused()
{
    Statement insert(*m_database, u"INSERT INTO t (i, s) VALUES (?, ?)"_s);
    QVERIFY_RESULT(insert.bind(1).bind("one").exec());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"running failed: 1 values were bound .*"_s));
    QCOMPARE_ERROR(insert.bind(2).exec(), ErrorCode::Internal);
    QVERIFY_RESULT(insert.bind(3).bind("three").exec());
    QCOMPARE(m_database->scalar(u"SELECT group_concat(i) FROM t"_s).value(), u"1,3"_s);
}

void TestStatement::bindingEndsTheReading()
{
    QVERIFY_RESULT(m_database->exec(u"INSERT INTO t (i) VALUES (1), (2), (3)"_s));
    Statement select(*m_database, u"SELECT i FROM t WHERE i >= ? ORDER BY i"_s);
    QVERIFY_RESULT(select.bind(1).exec());
    QVERIFY(select.next());
    QVERIFY_RESULT(select.bind(3).exec());
    QVERIFY(select.next());
    QCOMPARE(select.number(0), 3);
    QVERIFY(!select.next());
}

QTEST_GUILESS_MAIN(TestStatement)
#include "tst_statement.moc"
