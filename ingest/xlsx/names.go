package xlsx

import "strconv"

// area is a rectangle of cells.
type area struct{ top, left, bottom, right int }

// columnName returns the letters of a column.
func columnName(column int) string {
	var b [4]byte
	i := len(b)
	for ; column > 0; column = (column - 1) / 26 {
		i--
		b[i] = byte('A' + (column-1)%26)
	}
	return string(b[i:])
}

func cellName(column, line int) string { return columnName(column) + strconv.Itoa(line) }

// cellAt reads the name of a cell, such as C7.
func cellAt(name []byte) (line, column int, ok bool) {
	i := 0
	for ; i < len(name) && i < 4; i++ {
		c := name[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	digits := name[i:]
	if i == 0 || column > sheetColumns || len(digits) == 0 || len(digits) > 7 {
		return 0, 0, false
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		line = line*10 + int(c-'0')
	}
	return line, column, line >= 1 && line <= sheetRows
}

// areaOf reads the name of an area, such as A1:C3.
func areaOf(name string) (area, bool) {
	b := []byte(name)
	for i := range b {
		if b[i] != ':' {
			continue
		}
		top, left, ok1 := cellAt(b[:i])
		bottom, right, ok2 := cellAt(b[i+1:])
		return area{top, left, bottom, right}, ok1 && ok2 && top <= bottom && left <= right
	}
	line, column, ok := cellAt(b)
	return area{line, column, line, column}, ok
}
