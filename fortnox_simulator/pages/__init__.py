"""What a person sees: companies, their orders and cards, the requests that came, the consent."""
