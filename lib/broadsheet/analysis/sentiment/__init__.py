"""Questions about who is written about well or badly, who is for and against whom: one module each."""
