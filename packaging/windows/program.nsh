; What the setup programs and the one-file program share. The build gives, as definitions:
; TITLE, NAME, VERSION, VERSION_NUMBERS, OUT, STAGE (the folder made by the build), FILES (a list of File commands).
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off
RequestExecutionLevel user
Name "${TITLE}"
OutFile "${OUT}"
Icon "${STAGE}/program.ico"
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey "ProductName" "${TITLE}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${DESCRIPTION}"
VIAddVersionKey "CompanyName" "Fernblick"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"
