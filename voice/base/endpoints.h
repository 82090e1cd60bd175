#pragma once

#include <QUrl>

#include <optional>

namespace lavalier {

/// Where Discord's REST lives: the real one, or a stand-in on a loopback address.
///
/// The gateway address comes from REST, the voice address from the gateway; both are checked
/// with isAllowedHost() before anything connects.
struct Endpoints {
    QUrl apiBase; ///< e.g. https://discord.com/api/v10, without a slash at the end

    /// Only then may connections be plain (http, ws).
    bool isLoopback() const;
    bool operator==(const Endpoints&) const = default;
};

Endpoints discordEndpoints();

/// A URL given by the user (--api-base). Nullopt unless https on a Discord host or http(s) on a
/// loopback address, without user info, query or fragment.
std::optional<Endpoints> parseApiBase(const QString& text);

/// 127.0.0.0/8, ::1, localhost.
bool isLoopbackHost(const QString& host);
/// A Discord host or a subdomain of one (design.md section 10); loopback only when `endpoints` is.
bool isAllowedHost(const QString& host, const Endpoints& endpoints);

} // namespace lavalier
