// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"
#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace tt {

class Database;

/// One prepared statement of SQLite, forward only; the only place of the program that runs one. Values are
/// bound in the order of their question marks, all of them before each exec(); after it the next bind starts
/// again at the first, so one statement serves a whole batch. An undefined double (NaN, infinite) and kNoDay
/// are stored as NULL, and NULL reads back as NaN, kNoDay, empty text or 0 (use isNull to tell). A failure is
/// logged with the query and the driver's text.
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

    bool isNull(int column) const;
    std::string text(int column) const;
    double real(int column) const;
    std::int64_t integer(int column) const;
    int number(int column) const { return static_cast<int>(integer(column)); }
    bool flag(int column) const { return integer(column) != 0; }
    Day day(int column) const;
    QByteArray blob(int column) const;
    QByteArrayView bytes(int column) const; ///< of a blob, until the next row is asked for

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
        finish();
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
        finish();
        return first;
    }

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt* statement) const;
    };
    enum class At : std::uint8_t { NoRow, FirstRow, Row };

    int nextPlace();
    Result<At> step(const QString& what);
    /// Ends the reading: a statement that stands in its rows keeps others from writing.
    void finish();
    Error fail(const QString& what, int code, const QString& text);

    QString m_sql;
    sqlite3* m_connection;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bound = 0;
    At m_at = At::NoRow;
    std::optional<Error> m_error;
};

} // namespace tt
