/* For a wine test prefix only, never shipped: Windows 10 brings ICU as icuuc.dll, wine 8 does not.
 *
 * Qt asks it for text codecs beyond UTF-8 and the system's own; every request is answered with "unsupported".
 */
#define GIVEN __declspec(dllexport)
#define UNSUPPORTED 16 /* U_UNSUPPORTED_ERROR */

GIVEN void *ucnv_open(const char *name, int *error) { return (void)name, *error = UNSUPPORTED, (void *)0; }
GIVEN void ucnv_close(void *converter) { (void)converter; }
GIVEN void ucnv_reset(void *converter) { (void)converter; }
GIVEN signed char ucnv_getMaxCharSize(void *converter) { return (void)converter, 4; }
GIVEN const char *ucnv_getName(void *converter, int *error) { return (void)converter, *error = UNSUPPORTED, ""; }
GIVEN const char *ucnv_getAvailableName(int n) { return (void)n, (const char *)0; }
GIVEN int ucnv_countAvailable(void) { return 0; }
GIVEN int ucnv_toUCountPending(void *converter, int *error) { return (void)converter, (void)error, 0; }
GIVEN const char *ucnv_getStandardName(const char *name, const char *standard, int *error) {
    return (void)name, (void)standard, *error = UNSUPPORTED, (const char *)0;
}

/* Never reached without a converter. */
#define EMPTY(name) GIVEN void name(void) {}
EMPTY(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
EMPTY(UCNV_TO_U_CALLBACK_SUBSTITUTE)
EMPTY(ucnv_cbToUWriteUChars)
EMPTY(ucnv_fromUnicode)
EMPTY(ucnv_getFromUCallBack)
EMPTY(ucnv_getToUCallBack)
EMPTY(ucnv_setFromUCallBack)
EMPTY(ucnv_setToUCallBack)
EMPTY(ucnv_toUnicode)
