#include "voice/simulator/rest_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <httplib.h>

#include <thread>

namespace lavalier::simulator {

namespace {

constexpr std::size_t kThreads = 4;
constexpr std::size_t kMaxBody = 64 * 1024;

QByteArray jsonBytes(const QJsonValue& value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                           : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

} // namespace

class RestServer::Impl {
public:
    explicit Impl(std::function<RestAnswer(RestRequest)> ask)
        : m_ask(std::move(ask))
    {
        m_server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
        // A kept-alive connection would hold one of the few threads.
        m_server.set_keep_alive_max_count(1);
        m_server.set_payload_max_length(kMaxBody);
        const auto handle
            = [this](const httplib::Request& in, httplib::Response& out) { serve(in, out); };
        m_server.Get(".*", handle);
        m_server.Patch(".*", handle);
        m_server.Put(".*", handle);
        m_server.Post(".*", handle);
        m_server.Delete(".*", handle);
    }

    ~Impl()
    {
        m_server.stop();
        if (m_thread.joinable())
            m_thread.join();
    }

    std::optional<quint16> start()
    {
        const int port = m_server.bind_to_any_port("127.0.0.1");
        if (port <= 0)
            return std::nullopt;
        m_thread = std::thread([this] { m_server.listen_after_bind(); });
        while (!m_server.is_running())
            std::this_thread::yield();
        return static_cast<quint16>(port);
    }

private:
    void serve(const httplib::Request& in, httplib::Response& out)
    {
        // Versions 9 and 10 are alive; without a number Discord still means an older one.
        // Pictures lie beside the API, as on a server of their own.
        static const QRegularExpression kBase(
            QStringLiteral("^(?:/api/v(?:9|10)(/.*)|(/avatars/.*))$"));
        const auto match = kBase.match(QString::fromStdString(in.path));
        RestAnswer answer;
        if (match.hasMatch()) {
            RestRequest request;
            request.method = QString::fromStdString(in.method);
            request.path = match.captured(match.lastCapturedIndex());
            for (const auto& [name, value] : in.params)
                request.query[QString::fromStdString(name)] = QString::fromStdString(value);
            request.authorization = QString::fromStdString(in.get_header_value("Authorization"));
            request.userAgent = QString::fromStdString(in.get_header_value("User-Agent"));
            request.jsonBody
                = in.get_header_value("Content-Type").rfind("application/json", 0) == 0;
            request.body = QByteArray::fromStdString(in.body);
            answer = m_ask(std::move(request));
        } else {
            answer = {404,
                      QJsonObject {{QStringLiteral("message"), QStringLiteral("404: Not Found")},
                                   {QStringLiteral("code"), 0}},
                      {},
                      {}};
        }
        for (const auto& [name, value] : answer.headers)
            out.set_header(name.toStdString(), value.toStdString());
        out.status = answer.status;
        if (!answer.picture.isEmpty())
            out.set_content(answer.picture.toStdString(), "image/png");
        else
            out.set_content(jsonBytes(answer.body).toStdString(), "application/json");
    }

    std::function<RestAnswer(RestRequest)> m_ask;
    httplib::Server m_server;
    std::thread m_thread;
};

RestServer::RestServer(std::function<RestAnswer(RestRequest)> ask)
    : m_impl(std::make_unique<Impl>(std::move(ask)))
{
}

RestServer::~RestServer() = default;

std::optional<quint16> RestServer::start()
{
    return m_impl->start();
}

} // namespace lavalier::simulator
