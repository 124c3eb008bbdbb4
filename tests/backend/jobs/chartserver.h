// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QObject>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <algorithm>
#include <functional>
#include <memory>

namespace tt {

/// A server on loopback that plays written answers. `answer` gives the whole HTTP text for a request's path
/// and query; what it gives is sent and the connection closed; an empty one is never answered.
class ChartServer : public QObject
{
public:
    using Answer = std::function<QByteArray(const QByteArray& path)>;

    explicit ChartServer(Answer answer)
        : ChartServer(std::move(answer), std::make_unique<QTcpServer>(), "http")
    {
    }
    ChartServer(Answer answer, const QSslConfiguration& tls)
        : ChartServer(std::move(answer), withTls(tls), "https")
    {
    }

    std::string address() const
    {
        return m_scheme + "://127.0.0.1:" + std::to_string(m_server->serverPort());
    }
    const QList<QByteArray>& paths() const { return m_paths; }
    int mostOpen() const { return m_mostOpen; } ///< requests that waited for their end at the same time

    static QByteArray http(int status, const QByteArray& body, const QByteArray& headers = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status) +
               " X\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
               headers + "\r\n" + body;
    }

private:
    ChartServer(Answer answer, std::unique_ptr<QTcpServer> server, std::string scheme)
        : m_answer(std::move(answer))
        , m_server(std::move(server))
        , m_scheme(std::move(scheme))
    {
        connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket* socket = m_server->nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
        });
        if (!m_server->listen(QHostAddress::LocalHost))
            qFatal("no port");
    }

    static std::unique_ptr<QTcpServer> withTls(const QSslConfiguration& tls)
    {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(tls);
        return server;
    }

    void serve(QTcpSocket* socket)
    {
        QByteArray& head = m_heads[socket];
        head += socket->readAll();
        if (!head.contains("\r\n\r\n"))
            return;
        const QByteArray path = head.split(' ').value(1);
        m_heads.remove(socket);
        m_paths.append(path);
        m_mostOpen = std::max(m_mostOpen, ++m_open);
        connect(socket, &QTcpSocket::disconnected, this, [this] { --m_open; });
        const QByteArray answer = m_answer(path);
        if (answer.isEmpty())
            return;
        socket->write(answer);
        socket->disconnectFromHost();
    }

    Answer m_answer;
    std::unique_ptr<QTcpServer> m_server;
    std::string m_scheme;
    QList<QByteArray> m_paths;
    int m_open = 0, m_mostOpen = 0;
    QMap<QTcpSocket*, QByteArray> m_heads;
};

} // namespace tt
