#pragma once

#include <QByteArray>

#include <optional>

namespace lavalier::simulator {

/// A key and a self-signed certificate for 127.0.0.1, ::1 and localhost, both PEM.
struct Certificate {
    QByteArray certificatePem;
    QByteArray keyPem;
};

/// Made anew each run (P-256, valid for a week), so that nothing secret lies in the tree.
///
/// Errors:  nullopt when OpenSSL refuses.
std::optional<Certificate> makeLoopbackCertificate();

} // namespace lavalier::simulator
