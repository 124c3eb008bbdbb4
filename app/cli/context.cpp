// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "app/environment.h"
#include "store/restore.h"
#include "store/settingsstore.h"

namespace tt::cli {

namespace {

Exit failedOutput()
{
    const Error error =
        makeError(ErrorCode::FileNotWritable,
                  "Standard output cannot be written: free some disk space or choose another target.");
    note(QString::fromStdString(error.message));
    return exitOf(error.code);
}

} // namespace

Context::Context(Typed typed, std::vector<std::string> arguments, Settings settings)
    : m_typed(std::move(typed))
    , m_arguments(std::move(arguments))
    , m_settings(std::move(settings))
{
    startLog({});
}

Context::~Context() = default;

void Context::startLog(const QString& dataDir)
{
    LogOptions options;
    options.dataDir = dataDir;
    setLevels(options, m_settings);
    m_log.reset(); // one at a time
    m_log = std::make_unique<LogSetup>(options);
}

QString Context::dataDir() const
{
    return dataFolder(m_settings);
}

Result<Store*> Context::openStore()
{
    if (m_store)
        return m_store.get();
    Result<std::unique_ptr<Store>> opened = Store::open(dataDir());
    if (!opened)
        return opened.error();
    auto rows = wait((*opened)->run([](Database& database) { return SettingsStore(database).all(); }));
    if (!rows)
        return rows.error();
    m_settings.setStored(std::move(*rows));
    startLog(dataDir()); // only now is it sure that the folder can be written
    logMigration((*opened)->migration());
    m_store = std::move(*opened);
    m_library = std::make_unique<Library>(*m_store);
    return m_store.get();
}

Result<Store*> Context::store()
{
    const Result<Store*> opened = openStore();
    if (!opened)
        return opened;
    std::vector<Violation> broken = m_settings.violations();
    if (broken.empty())
        return opened;
    for (Violation& violation : broken) {
        if (m_settings.origin(violation.field) == SettingOrigin::Stored)
            violation.message += "; reset it with: thetool-cli settings set " + violation.field;
    }
    return validationError(std::move(broken));
}

Library& Context::library()
{
    return *m_library;
}

Exit Context::fail(const Error& error) const
{
    return printError(m_store ? offerBackup(error, dataDir()) : error, json());
}

Exit Context::print(const std::string& text, Exit exit) const
{
    return cli::print(std::string_view(text)) ? exit : failedOutput();
}

Exit Context::print(const QString& text, Exit exit) const
{
    return cli::print(text) ? exit : failedOutput();
}

} // namespace tt::cli
