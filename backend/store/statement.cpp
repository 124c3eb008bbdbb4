// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statement.h"

#include "store/database.h"

#include <QLoggingCategory>
#include <QSqlError>
#include <QVariant>

#include <cmath>
#include <limits>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcStore, "tt.store")

} // namespace

Statement::Statement(Database& database, const QString& sql)
    : m_sql(sql)
    , m_query(database.handle())
{
    m_query.setForwardOnly(true);
    if (!m_query.prepare(sql))
        m_error = fail(u"preparing"_s);
}

Error Statement::fail(const QString& what)
{
    const QSqlError error = m_query.lastError();
    qCWarning(lcStore).noquote() << what << "failed:" << error.databaseText() << "code"
                                 << error.nativeErrorCode() << "in" << m_sql.simplified();
    return storageError(error, what + u": "_s + m_sql.simplified());
}

Statement& Statement::bindVariant(const QVariant& value)
{
    m_query.bindValue(m_nextBind++, value);
    return *this;
}

Statement& Statement::bind(std::string_view text)
{
    // A null QString would be stored as NULL; the empty text is a text.
    if (text.empty())
        return bindVariant(u""_s);
    return bindVariant(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

Statement& Statement::bind(double number)
{
    return std::isfinite(number) ? bindVariant(number) : bindNull();
}

Statement& Statement::bind(std::int64_t number)
{
    return bindVariant(QVariant::fromValue<qlonglong>(number));
}

Statement& Statement::bind(const QByteArray& blob)
{
    return bindVariant(blob);
}

Statement& Statement::bindDay(Day day)
{
    return day == kNoDay ? bindNull() : bind(static_cast<std::int64_t>(day));
}

Statement& Statement::bindTextOrNull(std::string_view text)
{
    return text.empty() ? bindNull() : bind(text);
}

Statement& Statement::bindTime(std::int64_t utcMs)
{
    return utcMs == 0 ? bindNull() : bind(utcMs);
}

Statement& Statement::bindNull()
{
    return bindVariant(QVariant());
}

Result<void> Statement::exec()
{
    m_nextBind = 0;
    if (m_error)
        return *m_error;
    if (!m_query.exec())
        return fail(u"running"_s);
    return {};
}

Result<int> Statement::change()
{
    if (Result<void> done = exec(); !done)
        return done.error();
    return m_query.numRowsAffected();
}

bool Statement::next()
{
    if (m_error)
        return false;
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        m_error = fail(u"reading"_s);
    return false;
}

Result<void> Statement::status() const
{
    if (m_error)
        return *m_error;
    return {};
}

std::string Statement::text(int column) const
{
    return m_query.value(column).toString().toStdString();
}

double Statement::real(int column) const
{
    const QVariant value = m_query.value(column);
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.toDouble();
}

std::int64_t Statement::integer(int column) const
{
    return m_query.value(column).toLongLong();
}

Day Statement::day(int column) const
{
    const QVariant value = m_query.value(column);
    return value.isNull() ? kNoDay : static_cast<Day>(value.toLongLong());
}

QByteArray Statement::blob(int column) const
{
    return m_query.value(column).toByteArray();
}

} // namespace tt
