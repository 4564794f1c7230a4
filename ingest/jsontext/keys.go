package jsontext

import "bytes"

// Keys returns the keys of the outermost object as far as the first bytes of a file show them, for telling formats apart. The bytes may be
// cut off anywhere, and need not be JSON.
func Keys(head []byte) []string {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	i := blanks(head, 0)
	if i == len(head) || head[i] != '{' {
		return nil
	}
	var keys []string
	for i = blanks(head, i+1); i < len(head) && head[i] == '"'; {
		end, ok := headTextEnd(head, i)
		if !ok {
			break
		}
		key := Node{text: head[i:end]}.Text()
		i = blanks(head, end)
		if i == len(head) || head[i] != ':' {
			break
		}
		keys = append(keys, key)
		if i, ok = headValueEnd(head, blanks(head, i+1)); !ok {
			break
		}
		if i = blanks(head, i); i < len(head) && head[i] == ',' {
			i = blanks(head, i+1)
		}
	}
	return keys
}

// headTextEnd returns the offset after the text at i. It is not ok when the bytes end before.
func headTextEnd(head []byte, i int) (int, bool) {
	for i++; i < len(head); i++ {
		switch head[i] {
		case '\\':
			i++
		case '"':
			return i + 1, true
		}
	}
	return len(head), false
}

// headValueEnd returns the offset after the value at i. It is not ok when the bytes end before.
func headValueEnd(head []byte, i int) (end int, ok bool) {
	for depth := 0; i < len(head); {
		switch c := head[i]; {
		case c == '"':
			if i, ok = headTextEnd(head, i); !ok {
				return i, false
			}
		case c == '{' || c == '[':
			depth++
			i++
		case c == '}' || c == ']':
			if depth--; depth < 0 {
				return i, false
			}
			i++
		case ends[c]:
			i++
		default:
			for i < len(head) && !ends[head[i]] && head[i] != '"' {
				i++
			}
		}
		if depth == 0 {
			return i, i < len(head)
		}
	}
	return i, false
}
