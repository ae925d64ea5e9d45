#!/bin/sh
# Pack an app into a disk image, signed and notarised where the keys are there:
#     dmg.sh APP IMAGE ENTITLEMENTS
# MACOS_IDENTITY: the name of a "Developer ID Application" certificate in the keychain.
# MACOS_NOTARY_PROFILE: a profile that `xcrun notarytool store-credentials` has made.
set -eu
app=$1 image=$2 entitlements=$3
name=$(basename "$app" .app)
if [ -n "${MACOS_IDENTITY:-}" ]; then
    codesign --force --deep --timestamp --options runtime --entitlements "$entitlements" --sign "$MACOS_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
else
    codesign --force --deep --sign - --entitlements "$entitlements" "$app" # ad hoc: it runs on this Mac only
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -quiet -ov -volname "$name" -srcfolder "$folder" -fs HFS+ -format UDZO "$image"
if [ -n "${MACOS_IDENTITY:-}" ] && [ -n "${MACOS_NOTARY_PROFILE:-}" ]; then
    codesign --timestamp --sign "$MACOS_IDENTITY" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$MACOS_NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
