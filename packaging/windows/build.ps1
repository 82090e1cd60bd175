# Builds Lavalier on Windows and gathers a folder that can be moved. NOT TRIED: nobody has run this yet.
# Needs Visual Studio 2022, CMake, Ninja, Qt 6.4 or later (with WebSockets, Multimedia, Svg, Linguist) in CMAKE_PREFIX_PATH, and
# vcpkg's libsodium, openssl, opus, soxr, sqlite3, libogg, libebur128, qtkeychain-qt6 and cpp-httplib (VCPKG_ROOT set).
# What is known to be missing there: no confinement of lavalier-decode beyond an ordinary process; UDP is read one datagram at a time
# (udp_socket_portable.cpp); SIGTERM's place is taken by closing the console.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')
$out = 'build\windows'
cmake -S . -B $out -G Ninja -DCMAKE_BUILD_TYPE=Release -DLAVALIER_TESTS=OFF `
    -DCMAKE_TOOLCHAIN_FILE="$env:VCPKG_ROOT\scripts\buildsystems\vcpkg.cmake"
cmake --build $out --target lavalier lavalier-decode
cmake --install $out --prefix "$out\Lavalier"
# The worker is looked for beside the program or in ..\libexec\lavalier; Qt's libraries belong beside each.
windeployqt --release "$out\Lavalier\bin\lavalier.exe"
Copy-Item "$out\Lavalier\libexec\lavalier\lavalier-decode.exe" "$out\Lavalier\bin\"
Compress-Archive -Force "$out\Lavalier" "$out\Lavalier-windows.zip"
Write-Output "Made $out\Lavalier-windows.zip"
