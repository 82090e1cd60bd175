#pragma once

#include "voice/gateway/gateway_events.h"

class QJsonObject;

namespace lavalier::gateway {

/// Turns one dispatch into a value.
///
/// Errors:  nullopt for a type Lavalier does not follow, and for one whose ids cannot be read. A
/// bad
///          field inside is skipped (a channel without id, a role with odd permissions); each adds
///          one to `malformed`.
/// Source:  Discord API reference, "Gateway events"; "Guild", "Channel", "Voice" resources.
std::optional<GatewayEvent> decodeDispatch(const QString& type, const QJsonObject& data,
                                           std::uint64_t& malformed);

} // namespace lavalier::gateway
