package xlsx

import (
	"fmt"
	"math"
	"time"
)

// epoch is the day that a workbook counts from.
type epoch struct{ of1904 bool }

// lastDay is the serial number of 9999-12-31, the last day that spreadsheet programs show.
const lastDay = 2958465

// days returns the days from 1970-01-01 of a serial number's day. It is not ok for numbers that are no day: those below the epoch, above the year 9999, and 60 in
// the system of 1900, which counts a 29 February 1900 that never was.
func (e epoch) days(serial float64) (int32, bool) {
	d := math.Floor(math.Round(serial*86400) / 86400) // to whole seconds
	const between = 1462                              // days between the two systems
	if e.of1904 {
		d += between
	}
	if !(d >= 1 && d <= lastDay) || d == 60 && !e.of1904 {
		return 0, false
	}
	if d < 60 {
		d++ // before the day that never was
	}
	const unix = 25569 // the serial number of 1970-01-01
	return int32(d) - unix, true
}

// appendDay appends a day, and the time of day where there is one, as 2024-01-31T12:30:00.
func (e epoch) appendDay(b []byte, serial float64) ([]byte, bool) {
	d, ok := e.days(serial)
	if !ok {
		return b, false
	}
	t := time.Unix(int64(d)*86400, 0).UTC()
	b = t.AppendFormat(b, time.DateOnly)
	if s := int(math.Round((serial-math.Floor(serial))*86400)) % 86400; s > 0 {
		b = append(b, 'T')
		b = appendClock(b, s)
	}
	return b, true
}

// appendTime appends a time of day or a length of time as 12:30:00.
func appendTime(b []byte, serial float64) ([]byte, bool) {
	s := math.Round(serial * 86400)
	if !(s >= 0 && s < 1e9) {
		return b, false
	}
	return appendClock(b, int(s)), true
}

func appendClock(b []byte, seconds int) []byte {
	return fmt.Appendf(b, "%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// serialOf returns the serial number, in the system of 1900, of a day or time that a cell holds as ISO 8601, as strict workbooks may.
func (e epoch) serialOf(iso string) (float64, bool) {
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04", time.RFC3339Nano} {
		t, err := time.Parse(layout, iso)
		if err != nil {
			continue
		}
		d := t.Sub(time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)).Hours()/24 + 25569
		if d < 61 {
			d--
		}
		if e.of1904 {
			d -= 1462
		}
		return d, true
	}
	return 0, false
}
