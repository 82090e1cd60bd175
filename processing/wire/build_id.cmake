# Writes OUTPUT, a C++ file that names this build: the version and a digest of SOURCES.
set(text "")
foreach(source IN LISTS SOURCES)
    file(SHA256 ${source} digest)
    string(APPEND text ${digest})
endforeach()
string(SHA256 digest "${text}")
string(SUBSTRING ${digest} 0 16 digest)
file(WRITE ${OUTPUT} "#include \"processing/wire/messages.h\"

namespace lavalier::wire {

Hello ownHello()
{
    return {kVersion, \"${VERSION}-${digest}\"};
}

} // namespace lavalier::wire
")
