// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace tt::cli {

namespace {

int s_pipe[2] = {-1, -1};

/// A signal handler may hardly do anything: it writes one byte that wakes the event loop.
void onSignal(int)
{
    const int error = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(s_pipe[1], &byte, 1);
    errno = error;
}

void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaction(signal, &action, nullptr);
}

} // namespace

Interrupt::Interrupt(std::function<void()> callback)
    : m_callback(std::move(callback))
{
    [[maybe_unused]] const int made = ::pipe2(s_pipe, O_CLOEXEC | O_NONBLOCK);
    m_notifier = new QSocketNotifier(s_pipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] { read(); });
    setHandler(onSignal);
}

Interrupt::~Interrupt()
{
    setHandler(SIG_DFL);
    delete m_notifier;
    ::close(s_pipe[0]);
    ::close(s_pipe[1]);
}

void Interrupt::read()
{
    char bytes[16];
    if (::read(s_pipe[0], bytes, sizeof bytes) > 0)
        m_callback();
}

} // namespace tt::cli
