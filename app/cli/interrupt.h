// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QSocketNotifier;

namespace tt::cli {

/// Calls back in the event loop on Ctrl-C or a request to terminate, while it lives; further ones call back
/// again, so nothing is cut off half-way. One at a time.
class Interrupt : public QObject
{
public:
    explicit Interrupt(std::function<void()> callback);
    ~Interrupt() override;

private:
    void read();

    std::function<void()> m_callback;
    QSocketNotifier* m_notifier;
};

} // namespace tt::cli
