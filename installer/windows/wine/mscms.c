/* For a wine test prefix only, never shipped: the colour profile functions Qt asks for, two of which wine 8 lacks. */
#define GIVEN __declspec(dllexport)

GIVEN int GetColorProfileFromHandle(void *profile, void *data, unsigned *size) { return (void)profile, (void)data, (void)size, 0; }
GIVEN int CloseColorProfile(void *profile) { return (void)profile, 1; }
GIVEN void *WcsCreateIccProfile(void *profile, unsigned options) { return (void)profile, (void)options, (void *)0; }
GIVEN void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned mode) {
    return (void)profile, (void)access, (void)share, (void)mode, (void *)0;
}
GIVEN int GetColorDirectoryW(void *machine, void *buffer, void *size) { return (void)machine, (void)buffer, (void)size, 0; }
