#!/bin/sh
# Lays out MuJoCo's headers and library for the build:  mujoco.sh VERSION SHA256 HOME TARGET
#   VERSION, SHA256  the release and the checksum of its Linux x86-64 wheel
#   HOME             a release folder to use instead of the wheel, or empty
#   TARGET           receives include/mujoco/*.h and lib/libmujoco.so
# The wheel is kept in ${XDG_CACHE_HOME:-~/.cache}/ddr-mpo, so that only the first build downloads it.
set -eu
version=$1 sha256=$2 home=$3 target=$4
stamp="$target/source"
wanted="$version ${home:-$sha256}"
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

fail() {
  echo "mujoco.sh: $*" >&2
  exit 1
}

rm -rf "$target"
mkdir -p "$target/include" "$target/lib"
if [ -z "$home" ]; then
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) ;;
    *) fail "the pinned wheel is for Linux x86-64; name a MuJoCo $version release with -Dmujoco.home=DIR" ;;
  esac
  cache="${XDG_CACHE_HOME:-$HOME/.cache}/ddr-mpo"
  wheel="$cache/mujoco-$version-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl"
  if ! echo "$sha256  $wheel" | sha256sum --check --status 2>/dev/null; then
    # Downloaded beside its place and moved in one step: two builds at once see a whole wheel or none.
    download=$(mktemp -d)
    trap 'rm -rf "$download"' EXIT
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
      --python-version 3.11 --implementation cp --abi cp311 --platform manylinux_2_28_x86_64 \
      --dest "$download" "mujoco==$version" \
      || fail "cannot download mujoco==$version; name a release folder with -Dmujoco.home=DIR"
    echo "$sha256  $download/$(basename "$wheel")" | sha256sum --check --status \
      || fail "the downloaded wheel of mujoco $version does not have the pinned SHA-256 $sha256"
    mkdir -p "$cache"
    mv "$download/$(basename "$wheel")" "$wheel.$$"
    mv "$wheel.$$" "$wheel"
  fi
  home="$target/wheel"
  python3 -m zipfile -e "$wheel" "$home"
  home="$home/mujoco"
fi

cp -r "$home/include/mujoco" "$target/include/" || fail "no include/mujoco in $home"
for library in "$home/libmujoco.so.$version" "$home/lib/libmujoco.so.$version"; do
  [ -f "$library" ] && cp "$library" "$target/lib/libmujoco.so"
done
[ -f "$target/lib/libmujoco.so" ] || fail "no libmujoco.so.$version in $home or $home/lib"
rm -rf "$target/wheel"
echo "$wanted" > "$stamp"
