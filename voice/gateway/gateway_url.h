#pragma once

#include "voice/base/endpoints.h"

#include <optional>

namespace lavalier::gateway {

/// The address to connect to for a gateway URL that Discord gave: version and encoding added.
///
/// Errors:  nullopt unless wss on an allowed host, or ws on a loopback one when `endpoints` is
/// loopback;
///          no user info.
std::optional<QUrl> gatewayAddress(const QUrl& given, const Endpoints& endpoints);

} // namespace lavalier::gateway
