// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/environment.h"

#include <QCoreApplication>

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    tt::setApplicationFacts();
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return static_cast<int>(tt::cli::runCommandLine(arguments));
}
