#pragma once

namespace lavalier::gateway {

/// Offline → CheckingToken (REST) → Connecting → Online ⇄ Resuming / Backoff; Failed until started
/// anew.
enum class GatewayState { Offline, CheckingToken, Connecting, Online, Resuming, Backoff, Failed };

} // namespace lavalier::gateway
