#include "voice/simulator/certificate.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace lavalier::simulator {

namespace {

template <auto Free> struct Freer {
    template <typename T> void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Freer<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Freer<BIO_free_all>>;

constexpr long kLifetimeSeconds = 7L * 24 * 3600;
constexpr long kClockSlackSeconds = 3600;

bool addExtension(X509* certificate, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

template <typename Write> QByteArray pemOf(Write write)
{
    const BioPtr memory(BIO_new(BIO_s_mem()));
    if (!memory || write(memory.get()) != 1)
        return {};
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return QByteArray(data, static_cast<qsizetype>(size));
}

} // namespace

std::optional<Certificate> makeLoopbackCertificate()
{
    const Key key(EVP_EC_gen("P-256"));
    const X509Ptr certificate(X509_new());
    if (!key || !certificate)
        return std::nullopt;
    X509* const x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -kClockSlackSeconds);
    X509_gmtime_adj(X509_getm_notAfter(x509), kLifetimeSeconds);
    X509_set_pubkey(x509, key.get());
    X509_NAME* const name = X509_get_subject_name(x509);
    static constexpr unsigned char kName[] = "Lavalier simulator";
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, kName, -1, -1, 0);
    X509_set_issuer_name(x509, name);
    // Its own authority: a client that trusts this one certificate trusts the server that shows it.
    const bool extended = addExtension(x509, NID_basic_constraints, "critical,CA:TRUE")
        && addExtension(x509, NID_key_usage, "critical,digitalSignature,keyCertSign")
        && addExtension(x509, NID_ext_key_usage, "serverAuth")
        && addExtension(x509, NID_subject_key_identifier, "hash")
        && addExtension(x509, NID_subject_alt_name, "IP:127.0.0.1,IP:::1,DNS:localhost");
    if (!extended || X509_sign(x509, key.get(), EVP_sha256()) == 0)
        return std::nullopt;

    Certificate made;
    made.certificatePem = pemOf([x509](BIO* out) { return PEM_write_bio_X509(out, x509); });
    made.keyPem = pemOf([&key](BIO* out) {
        return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    if (made.certificatePem.isEmpty() || made.keyPem.isEmpty())
        return std::nullopt;
    return made;
}

} // namespace lavalier::simulator
