// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace tt {

/// Where the window asks for files; tests answer in its place. None of the calls waits: `chosen` is called
/// once the user has decided, and not at all after Cancel. The folder used last is opened again.
class FileDialogs
{
public:
    virtual ~FileDialogs() = default;
    virtual void openFiles(QWidget* parent, std::function<void(const QStringList&)> chosen) = 0;
    virtual void openFolder(QWidget* parent, std::function<void(const QString&)> chosen) = 0;
    virtual void saveCsv(QWidget* parent, const QString& title, const QString& fileName,
                         std::function<void(const QString&)> chosen) = 0;
    /// A PNG or SVG file.
    virtual void savePicture(QWidget* parent, const QString& fileName,
                             std::function<void(const QString&)> chosen) = 0;
    /// Opens a folder in the system's file manager.
    virtual void showFolder(const QString& path) = 0;
};

/// The system's dialogs.
class SystemFileDialogs : public FileDialogs
{
public:
    void openFiles(QWidget* parent, std::function<void(const QStringList&)> chosen) override;
    void openFolder(QWidget* parent, std::function<void(const QString&)> chosen) override;
    void saveCsv(QWidget* parent, const QString& title, const QString& fileName,
                 std::function<void(const QString&)> chosen) override;
    void savePicture(QWidget* parent, const QString& fileName,
                     std::function<void(const QString&)> chosen) override;
    void showFolder(const QString& path) override;

private:
    void save(QWidget* parent, const QString& title, const QString& fileName, const QStringList& filters,
              std::function<void(const QString&)> chosen);

    QString m_folder;
};

} // namespace tt
