#pragma once

#include "voice/base/endpoints.h"

#include <QNetworkRequest>

#include <chrono>

namespace lavalier::gateway {

/// Whether `url` is one of Discord's, and safe on the way; plain connections are for a stand-in on
/// this machine.
bool mayAsk(const QUrl& url, const Endpoints& endpoints);

/// A request that says who asks and nothing else: no cookie, no cache, no password, no redirect
/// followed, TLS 1.2 or newer and verified.
QNetworkRequest discordRequest(const QUrl& url, std::chrono::milliseconds timeout);

} // namespace lavalier::gateway
