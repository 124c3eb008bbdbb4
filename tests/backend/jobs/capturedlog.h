// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/logcontext.h"

#include <QLoggingCategory>

#include <mutex>
#include <thread>
#include <vector>

namespace tt {

using namespace Qt::StringLiterals;

struct Line
{
    std::thread::id thread;
    LogContext context;
    QtMsgType level;
    QString message;
};

/// Every line of the program while it lives, with the context that the log file would show.
class CapturedLog
{
public:
    CapturedLog()
    {
        s_lines.clear();
        QLoggingCategory::setFilterRules(u"tt.*.debug=true"_s);
        m_before = qInstallMessageHandler(&CapturedLog::note);
    }
    ~CapturedLog()
    {
        qInstallMessageHandler(m_before);
        QLoggingCategory::setFilterRules({});
    }
    static std::vector<Line> lines()
    {
        const std::lock_guard lock(s_mutex);
        return s_lines;
    }

private:
    static void note(QtMsgType level, const QMessageLogContext& context, const QString& message)
    {
        if (!QByteArray(context.category).startsWith("tt."))
            return;
        const std::lock_guard lock(s_mutex);
        s_lines.push_back({std::this_thread::get_id(), currentLogContext(), level, message});
    }
    static inline std::mutex s_mutex;
    static inline std::vector<Line> s_lines;
    QtMessageHandler m_before = nullptr;
};

} // namespace tt
