# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian packages that building and running need, and what the tests need beside them.
BUILD_PACKAGES="g++ cmake ninja-build ccache mold qt6-base-dev qt6-charts-dev libqt6opengl6-dev libgl-dev qt6-svg-dev
    libqt6svg6 libsqlite3-dev zlib1g-dev openssl"
TEST_PACKAGES="python3 clang libclang-rt-dev clang-format libgtest-dev libstdc++-12-dev-arm64-cross
    sqlite3 fonts-dejavu-core xvfb"
