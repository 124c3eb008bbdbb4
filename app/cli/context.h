// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "base/result.h"
#include "jobs/library.h"
#include "jobs/logsetup.h"
#include "jobs/settings.h"
#include "store/store.h"

#include <QFuture>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace tt::cli {

/// What a command works with: its arguments, the settings in force, the data folder (opened on first use).
class Context
{
public:
    Context(Typed typed, std::vector<std::string> arguments, Settings settings);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    const Typed& typed() const { return m_typed; }
    /// The words behind the command's name.
    const std::vector<std::string>& arguments() const { return m_arguments; }
    const std::string& argument(std::size_t i) const { return m_arguments[i]; }
    const Settings& settings() const { return m_settings; }
    bool json() const { return m_typed.has("json"); }
    bool quiet() const { return m_typed.has("quiet"); }
    QString dataDir() const;

    /// Opens the data folder when it is not open yet; the values stored in it join the settings.
    Result<Store*> openStore();
    /// The same for commands that work by the settings: none of them may break its rule.
    Result<Store*> store();
    /// Only after one of them was ok.
    Library& library();

    /// The answer of the store's thread. The command line has nothing else to do meanwhile.
    template<class T>
    static T wait(QFuture<T> future)
    {
        future.waitForFinished();
        return future.takeResult();
    }

    /// Prints the error; of damage that showed after opening, with the last backup.
    Exit fail(const Error& error) const;
    /// A finished document with a line end, or the error of a full disk or closed pipe.
    Exit print(const std::string& text, Exit exit = Exit::Done) const;
    Exit print(const QString& text, Exit exit = Exit::Done) const;

private:
    /// The log of standard error; with a folder the file as well.
    void startLog(const QString& dataDir);

    Typed m_typed;
    std::vector<std::string> m_arguments;
    Settings m_settings;
    std::unique_ptr<LogSetup> m_log; ///< before the store: its thread logs until it ends
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Library> m_library;
};

} // namespace tt::cli
