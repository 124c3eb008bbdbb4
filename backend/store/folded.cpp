// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/folded.h"

#include <QString>

#include <algorithm>

namespace tt {

namespace {

constexpr int kLongestName = 100;

}

std::string folded(const std::string& text)
{
    return QString::fromStdString(text).normalized(QString::NormalizationForm_C).toCaseFolded().toStdString();
}

Result<std::string> checkedName(const std::string& typed)
{
    const QString name = QString::fromStdString(typed).trimmed();
    if (name.isEmpty() || name.size() > kLongestName)
        return validationError({{"name", "must have 1 to 100 characters", ViolationType::Length}});
    if (std::any_of(name.begin(), name.end(), [](QChar c) { return c.category() == QChar::Other_Control; }))
        return validationError({{"name", "must not have control characters", ViolationType::Pattern}});
    return name.toStdString();
}

} // namespace tt
