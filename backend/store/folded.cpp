// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/folded.h"

#include <QString>

namespace tt {

std::string folded(const std::string& text)
{
    return QString::fromStdString(text).normalized(QString::NormalizationForm_C).toCaseFolded().toStdString();
}

} // namespace tt
