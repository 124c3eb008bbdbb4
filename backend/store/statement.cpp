// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statement.h"

#include "store/database.h"

#include <QLoggingCategory>

#include <sqlite3.h>

#include <cmath>
#include <limits>
#include <utility>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcStore, "tt.store")

} // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(Database& database, const QString& sql)
    : m_sql(sql.simplified())
    , m_connection(database.native())
{
    const QByteArray text = sql.trimmed().toUtf8();
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int code =
        sqlite3_prepare_v2(m_connection, text.constData(), static_cast<int>(text.size()), &statement, &rest);
    m_statement.reset(statement);
    if (code != SQLITE_OK)
        m_error = fail(u"preparing"_s, sqlite3_extended_errcode(m_connection),
                       QString::fromUtf8(sqlite3_errmsg(m_connection)));
    else if (!statement || rest != text.constEnd())
        m_error = fail(u"preparing"_s, SQLITE_MISUSE, u"not one statement"_s);
}

Error Statement::fail(const QString& what, int code, const QString& text)
{
    qCWarning(lcStore).noquote() << what << "failed:" << text << "code" << code << "in" << m_sql;
    return storageError(code, what + u": "_s + m_sql, text);
}

/// Where the next value goes; a statement that stands in its rows takes none.
int Statement::nextPlace()
{
    if (m_at != At::NoRow)
        finish();
    return ++m_bound;
}

Statement& Statement::bind(std::string_view text)
{
    // A null pointer would be stored as NULL; the empty text is a text.
    sqlite3_bind_text64(m_statement.get(), nextPlace(), text.empty() ? "" : text.data(), text.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(double number)
{
    if (!std::isfinite(number))
        return bindNull();
    sqlite3_bind_double(m_statement.get(), nextPlace(), number);
    return *this;
}

Statement& Statement::bind(std::int64_t number)
{
    sqlite3_bind_int64(m_statement.get(), nextPlace(), number);
    return *this;
}

Statement& Statement::bind(const QByteArray& blob)
{
    sqlite3_bind_blob64(m_statement.get(), nextPlace(), blob.constData(),
                        static_cast<sqlite3_uint64>(blob.size()), SQLITE_TRANSIENT);
    return *this;
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
    sqlite3_bind_null(m_statement.get(), nextPlace());
    return *this;
}

Result<void> Statement::exec()
{
    if (m_error)
        return *m_error;
    finish();
    const int bound = std::exchange(m_bound, 0);
    if (bound != sqlite3_bind_parameter_count(m_statement.get()))
        return fail(u"running"_s, SQLITE_MISUSE, u"%1 values were bound"_s.arg(bound));
    const Result<At> at = step(u"running"_s);
    if (!at)
        return at.error();
    m_at = *at == At::Row ? At::FirstRow : At::NoRow;
    return {};
}

Result<Statement::At> Statement::step(const QString& what)
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return At::Row;
    Result<At> end = At::NoRow;
    if (code != SQLITE_DONE)
        end = fail(what, code, QString::fromUtf8(sqlite3_errmsg(m_connection)));
    finish();
    return end;
}

Result<int> Statement::change()
{
    if (Result<void> done = exec(); !done)
        return done.error();
    return sqlite3_changes(m_connection);
}

bool Statement::next()
{
    if (m_error || m_at == At::NoRow)
        return false;
    if (m_at == At::FirstRow) {
        m_at = At::Row;
        return true;
    }
    const Result<At> at = step(u"reading"_s);
    if (!at)
        m_error = at.error();
    return at && *at == At::Row;
}

Result<void> Statement::status() const
{
    if (m_error)
        return *m_error;
    return {};
}

void Statement::finish()
{
    sqlite3_reset(m_statement.get());
    m_at = At::NoRow;
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::string Statement::text(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column)))
                : std::string();
}

double Statement::real(int column) const
{
    return isNull(column) ? std::numeric_limits<double>::quiet_NaN()
                          : sqlite3_column_double(m_statement.get(), column);
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

Day Statement::day(int column) const
{
    return isNull(column) ? kNoDay : static_cast<Day>(integer(column));
}

QByteArrayView Statement::bytes(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    return {data, data ? sqlite3_column_bytes(m_statement.get(), column) : 0};
}

QByteArray Statement::blob(int column) const
{
    return bytes(column).toByteArray();
}

} // namespace tt
