package indicators

import "github.com/jamlik/jamlik/indicators/lang"

func textOf(sv string) lang.Text { return lang.Text{Sv: sv} }
