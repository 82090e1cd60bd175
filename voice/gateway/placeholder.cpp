namespace lavalier {
} // namespace lavalier
