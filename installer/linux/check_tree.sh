#!/bin/sh
# usage: check_tree.sh TREE UNWANTED   fails when something in TREE needs more than GLIBC_2.28 or GLIBCXX_3.4.25 (UOS 20, Debian 10),
# finds no library, or carries one of the words of the file UNWANTED; says the highest symbols and who needs them.
set -eu
tree=$1
unwanted=$2
list=$(mktemp)
trap 'rm -f "$list"' EXIT
find "$tree" -type f \( -name '*.so' -o -name '*.so.*' -o -perm -100 \) | while read -r file; do
    head -c 4 "$file" | grep -q ELF || continue
    objdump -T "$file" 2>/dev/null | grep -F '*UND*' | grep -oE '(GLIBC|GLIBCXX|CXXABI)_[0-9.]+' | sort -u | sed "s|\$| ${file#"$tree"/}|"
done > "$list"
[ -s "$list" ] || { echo "objdump 没有读到任何符号。" >&2; exit 1; }
bad=0
for limit in GLIBC_2.28 GLIBCXX_3.4.25 CXXABI_1.3.11; do
    family=${limit%_*}
    highest=$(grep -oE "^${family}_[0-9.]+" "$list" | sort -uV | tail -n 1)
    echo "$family: highest $highest, allowed $limit; needed by:"
    grep "^$highest " "$list" | sed 's/^[^ ]*/   /' | head -n 5
    top=$(printf '%s\n%s\n' "$highest" "$limit" | sort -V | tail -n 1)
    if [ "$top" != "$limit" ]; then
        echo "符号版本超过 $limit，装到统信 UOS 20、麒麟 V10 上不能启动：" >&2
        sort -V "$list" | awk -v limit="$limit" -v family="$family" '$1 ~ "^" family "_" && found { print } $1 == limit { found = 1 }' |
            grep -v "^$limit " >&2
        bad=1
    fi
done

echo "words of the build machine:"
if [ -s "$unwanted" ] && grep -rlaF -f "$unwanted" "$tree" >&2; then
    echo "以上文件带有构建机器的名称、路径或者地址。" >&2
    bad=1
else
    echo "    none"
fi
exit "$bad"
