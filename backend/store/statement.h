// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"
#include "base/result.h"

#include <QByteArray>
#include <QSqlQuery>
#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tt {

class Database;

/// One prepared statement, forward only; the only place of the program with QSqlQuery. Values are bound in
/// the order of their question marks; after exec() the next bind starts again at the first, so one statement
/// serves a whole batch. An undefined double (NaN, infinite) and kNoDay are stored as NULL, and NULL reads
/// back as NaN, kNoDay, empty text or 0 (use isNull to tell). A failure is logged with the query and the
/// driver's text.
class Statement
{
public:
    Statement(Database& database, const QString& sql);

    Statement& bind(std::string_view text);
    Statement& bind(const char* text) { return bind(std::string_view(text)); }
    Statement& bind(const std::string& text) { return bind(std::string_view(text)); }
    Statement& bind(double number);
    Statement& bind(std::int64_t number);
    Statement& bind(int number) { return bind(static_cast<std::int64_t>(number)); }
    Statement& bind(bool flag) { return bind(static_cast<std::int64_t>(flag)); }
    Statement& bind(const QByteArray& blob);
    Statement& bindDay(Day day);
    Statement& bindTextOrNull(std::string_view text); ///< empty: NULL
    Statement& bindTime(std::int64_t utcMs);          ///< 0: NULL
    Statement& bindNull();

    Result<void> exec();
    /// exec(), then the number of rows that it changed.
    Result<int> change();
    /// The next row; false at the end and after a failure (then status() has it).
    bool next();
    Result<void> status() const;

    bool isNull(int column) const { return m_query.isNull(column); }
    std::string text(int column) const;
    double real(int column) const;
    std::int64_t integer(int column) const;
    int number(int column) const { return static_cast<int>(integer(column)); }
    bool flag(int column) const { return integer(column) != 0; }
    Day day(int column) const;
    QByteArray blob(int column) const;

    /// exec(), then one T per row from `read(statement) -> T`.
    template<class F>
    auto rows(F&& read) -> Result<std::vector<std::invoke_result_t<F, Statement&>>>
    {
        std::vector<std::invoke_result_t<F, Statement&>> all;
        if (Result<void> done = exec(); !done)
            return done.error();
        while (next())
            all.push_back(read(*this));
        if (Result<void> done = status(); !done)
            return done.error();
        m_query.finish();
        return all;
    }

    /// exec(), then the first row as T, nullopt when there is none.
    template<class F>
    auto row(F&& read) -> Result<std::optional<std::invoke_result_t<F, Statement&>>>
    {
        std::optional<std::invoke_result_t<F, Statement&>> first;
        if (Result<void> done = exec(); !done)
            return done.error();
        if (next())
            first = read(*this);
        if (Result<void> done = status(); !done)
            return done.error();
        m_query.finish();
        return first;
    }

private:
    Statement& bindVariant(const QVariant& value);
    Error fail(const QString& what);

    QString m_sql;
    QSqlQuery m_query;
    int m_nextBind = 0;
    std::optional<Error> m_error;
};

} // namespace tt
