#!/bin/sh
# Run inside the build root: makes dist/caseapp_VERSION_amd64.deb of the frozen tree and the files of package/.
set -eu
cd /usr/src/caseapp
files=installer/linux/package
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)
day=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
# What the tree asks of the system: found by freezing without them, checked by check_deb.sh with ldd. Second names: Debian 13.
depends="libc6 (>= 2.28), libstdc++6 (>= 8), libgcc1 | libgcc-s1, zlib1g, libzstd1, libexpat1, libbz2-1.0, liblzma5,
 libsqlite3-0, libglib2.0-0 | libglib2.0-0t64, libdbus-1-3, libfontconfig1, libfreetype6, libx11-6, libx11-xcb1,
 libxcb1, libgl1, libegl1, libgssapi-krb5-2"
depends=$(echo $depends)
image=dist/image
rm -rf "$image"
mkdir -p "$image/DEBIAN" "$image/opt" "$image/usr/bin" "$image/usr/share/applications" "$image/usr/share/metainfo" \
    "$image/usr/share/doc/caseapp"
cp -a dist/caseapp "$image/opt/caseapp"
install -m 755 "$files/caseapp" "$image/usr/bin/caseapp"
install -m 644 "$files/caseapp.desktop" "$image/usr/share/applications/caseapp.desktop"
install -D -m 644 "$files/caseapp.mime.xml" "$image/usr/share/mime/packages/caseapp.xml"
icons=resources/icons/app
for picture in "$icons"/*.png; do
    size=$(basename "$picture" .png)
    install -D -m 644 "$picture" "$image/usr/share/icons/hicolor/${size}x$size/apps/caseapp.png"
done
install -D -m 644 "$icons/caseapp.svg" "$image/usr/share/icons/hicolor/scalable/apps/caseapp.svg"
install -m 644 LICENSE "$image/usr/share/doc/caseapp/copyright"
cp -r dist/licences "$image/usr/share/doc/caseapp/licences"
size=$(du -sk "$image/opt" "$image/usr" | awk '{ total += $1 } END { print total }')
sed "s/@VERSION@/$version/; s/@DATE@/$day/" "$files/caseapp.metainfo.xml" > "$image/usr/share/metainfo/caseapp.metainfo.xml"
sed "s/@VERSION@/$version/; s/@SIZE@/$size/; s/@DEPENDS@/$depends/" "$files/control" > "$image/DEBIAN/control"
for script in preinst postrm; do
    sed "s/@SIZE@/$size/" "$files/$script" > "$image/DEBIAN/$script"
    chmod 755 "$image/DEBIAN/$script"
done
(cd "$image" && find opt usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum > DEBIAN/md5sums)
chmod -R u+rwX,go+rX,go-w "$image"
find "$image" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz -b "$image" "dist/caseapp_${version}_amd64.deb"
rm -rf "$image"
