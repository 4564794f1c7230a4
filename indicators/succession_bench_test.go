package indicators

import (
	"fmt"
	"testing"
)

// BenchmarkNationalSuccession makes the register of a country: 290 municipalities of 24 DeSO in two versions, of which four lost ground.
func BenchmarkNationalSuccession(b *testing.B) {
	areas := []Area{{Code: "00", Version: "2025", Level: Nation}}
	var log []Change
	for m := range 290 {
		city := fmt.Sprintf("%04d", 100+m)
		areas = append(areas, Area{Code: city, Version: "2025", Level: City, Parent: "00"})
		for r := range 12 {
			regso := fmt.Sprintf("%sR%03d", city, r)
			areas = append(areas, Area{Code: regso, Version: "2025", Level: RegSO, Parent: city})
			for d := range 2 {
				deso := fmt.Sprintf("%sC%03d0", city, r*2+d)
				areas = append(areas, Area{Code: deso, Version: "2025", Level: DeSO, Parent: regso}, Area{Code: deso, Version: "2018", Level: DeSO})
				if d == 0 && r < 4 {
					log = append(log, Change{deso, deso, Shrinks, false})
				}
			}
		}
	}
	for b.Loop() {
		reg, err := NewRegister(areas, nil, Succession{Level: DeSO, From: "2018", To: "2025", Changes: log})
		if err != nil || len(reg.twins) != 2*290*20 {
			b.Fatal(err, len(reg.twins))
		}
	}
}
