"""Follow-up of budget execution (约见约谈、专项评审与预算调减)."""
