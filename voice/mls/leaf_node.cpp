#include "voice/mls/leaf_node.h"

#include "voice/mls/limits.h"

namespace lavalier::mls {
namespace {

enum class SourceCode : std::uint8_t { KeyPackage = 1, Update = 2, Commit = 3 };

void writeNumbers(TlsWriter& writer, const std::vector<std::uint16_t>& numbers)
{
    writer.list(numbers, [](TlsWriter& to, std::uint16_t number) { to.u16(number); });
}

std::vector<std::uint16_t> readNumbers(TlsReader& reader)
{
    return reader.list([](TlsReader& from) { return from.u16(); });
}

struct SourceWriter {
    TlsWriter& writer;

    void operator()(const FromKeyPackage& lifetime) const
    {
        code(SourceCode::KeyPackage).u64(lifetime.notBefore).u64(lifetime.notAfter);
    }
    void operator()(const FromUpdate&) const { code(SourceCode::Update); }
    void operator()(const FromCommit& commit) const
    {
        code(SourceCode::Commit).opaque(commit.parentHash);
    }
    TlsWriter& code(SourceCode code) const { return writer.u8(static_cast<std::uint8_t>(code)); }
};

LeafNodeSource readSource(TlsReader& reader)
{
    switch (static_cast<SourceCode>(reader.u8())) {
    case SourceCode::KeyPackage: {
        const std::uint64_t notBefore = reader.u64();
        return FromKeyPackage {notBefore, reader.u64()};
    }
    case SourceCode::Update:
        return FromUpdate {};
    case SourceCode::Commit:
        return FromCommit {reader.opaque(kMaxHashFieldBytes)};
    }
    reader.fail(MlsError::Malformed);
    return {};
}

} // namespace

void Capabilities::write(TlsWriter& writer) const
{
    for (const auto* numbers : {&versions, &cipherSuites, &extensions, &proposals, &credentials})
        writeNumbers(writer, *numbers);
}

Capabilities Capabilities::read(TlsReader& reader)
{
    Capabilities capabilities;
    for (auto* numbers :
         {&capabilities.versions, &capabilities.cipherSuites, &capabilities.extensions,
          &capabilities.proposals, &capabilities.credentials})
        *numbers = readNumbers(reader);
    return capabilities;
}

void LeafNode::writeUnsigned(TlsWriter& writer) const
{
    writer.opaque(encryptionKey).opaque(signatureKey);
    credential.write(writer);
    capabilities.write(writer);
    std::visit(SourceWriter {writer}, source);
    writeExtensions(writer, extensions);
}

void LeafNode::write(TlsWriter& writer) const
{
    writeUnsigned(writer);
    writer.opaque(signature);
}

LeafNode LeafNode::read(TlsReader& reader)
{
    LeafNode leaf;
    leaf.encryptionKey = reader.opaque(kMaxKeyFieldBytes);
    leaf.signatureKey = reader.opaque(kMaxKeyFieldBytes);
    leaf.credential = Credential::read(reader);
    leaf.capabilities = Capabilities::read(reader);
    leaf.source = readSource(reader);
    leaf.extensions = readExtensions(reader);
    leaf.signature = reader.opaque(kMaxSignatureBytes);
    return leaf;
}

void KeyPackage::writeUnsigned(TlsWriter& writer) const
{
    writer.u16(kProtocolVersion).u16(cipherSuite).opaque(initKey);
    leaf.write(writer);
    writeExtensions(writer, extensions);
}

void KeyPackage::write(TlsWriter& writer) const
{
    writeUnsigned(writer);
    writer.opaque(signature);
}

KeyPackage KeyPackage::read(TlsReader& reader)
{
    KeyPackage package;
    if (reader.u16() != kProtocolVersion)
        reader.fail(MlsError::UnsupportedVersion);
    package.cipherSuite = reader.u16();
    package.initKey = reader.opaque(kMaxKeyFieldBytes);
    package.leaf = LeafNode::read(reader);
    package.extensions = readExtensions(reader);
    package.signature = reader.opaque(kMaxSignatureBytes);
    return package;
}

} // namespace lavalier::mls
